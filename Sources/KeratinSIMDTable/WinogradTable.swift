/// The transforms of Winograd's convolutions F(2×2, 3×3) and F(3×3, 2×2) of one instruction set.
///
/// For each tile of an input d, kernels g and tile of a result y: y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]·A, where
///
///          1  0 -1  0          1   0   0
///     Bᵀ = 0  1  1  0     G =  ½   ½   ½     Aᵀ = 1  1  1  0
///          0 -1  1  0          ½  -½   ½          0  1 -1 -1
///          0  1  0 -1          0   0   1
///
/// The gradient by g is Gᵀ[(A·dy·Aᵀ) ⊙ (Bᵀ·d·B)]·G, summed over tiles. Element (i, j) of what is transformed has number 4·i + j.
///
/// Source: Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016.
public protocol WinogradTable: Sendable {
  /// transformed = Bᵀ·d·B.
  static func transformInput(_ tiles: WinogradTiles)

  /// Elements 4·line to 4·line + 3 of the same, as elements 0 to 3.
  static func transformInput(_ tiles: WinogradTiles, line: Int)

  /// Elements 4·line to 4·line + 3 of A·dy·Aᵀ, as elements 0 to 3.
  static func transformGradient(_ tiles: WinogradTiles, line: Int)

  /// y = activation(Aᵀ·transformed·A + bias + residual) for the places that are there. The bias begins at the first channel, the residual at
  /// the first tile's first place.
  static func transformResult(_ tiles: WinogradTiles, _ epilogue: Epilogue)

  /// transformed = G·g·Gᵀ for `count` kernels side by side, a multiple of the lanes: tap t of kernel i is `taps[t·tapStride + i]`, element e
  /// `transformed[e·elementStride + i]`.
  static func transformKernels(
    _ taps: UnsafePointer<Float>, tapStride: Int, count: Int, into transformed: UnsafeMutablePointer<Float>,
    elementStride: Int)

  /// taps = Gᵀ·transformed·G for any number of kernels.
  static func transformKernelGradient(
    _ transformed: UnsafePointer<Float>, elementStride: Int, count: Int, into taps: UnsafeMutablePointer<Float>,
    tapStride: Int)
}
