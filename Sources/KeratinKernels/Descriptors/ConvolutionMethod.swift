/// How a backend may do the sums of a convolution.
public enum ConvolutionMethod: Sendable, Hashable {
  /// Term by term, in any order.
  case direct
  /// By Winograd's F(2×2, 3×3), for gradients by the kernels F(3×3, 2×2): 16 multiplications for 36, whose rounding ``WinogradMagnitude``
  /// bounds. Infinities and NaN reach all places of the tile of 2 × 2 that sees them.
  case winograd
}

extension Convolution {
  /// The method of the convolution.
  public var method: ConvolutionMethod {
    method(terms: channels, columns: filters, places: window.output)
  }

  /// The method of its gradient by the input.
  public var inputGradientMethod: ConvolutionMethod {
    method(terms: filters, columns: channels, places: window.input)
  }

  /// The method of its gradient by the kernels.
  public var kernelGradientMethod: ConvolutionMethod {
    method(terms: channels, columns: filters, places: window.output)
  }

  /// True for kernels of 3 × 3 that move by one place, over at most two places of margin.
  private var fitsWinograd: Bool {
    let one = SpatialExtents(depth: 1, height: 1, width: 1)
    return groups == 1 && window.window == SpatialExtents(depth: 1, height: 3, width: 3) && window.strides == one
      && window.dilations == one && window.input.depth == 1 && window.output.depth == 1 && window.padding.depth == 0
      && 0...2 ~= window.padding.height && 0...2 ~= window.padding.width
  }

  /// Winograd where it saves a sixth of the operations: those of the products and what transforming takes. That was measured to be as
  /// much as some 100 multiply-adds for each channel of a tile and, with its share in cutting a small convolution into pieces, 200 for each
  /// kernel. Both counts go with the width of the registers, and hence hold for any.
  private func method(terms: Int, columns: Int, places: SpatialExtents) -> ConvolutionMethod {
    guard fitsWinograd, terms >= 16, columns >= 16 else { return .direct }
    let tiles = Double(window.batch * ((places.height + 1) / 2) * ((places.width + 1) / 2))
    let kernels = Double(terms * columns)
    let direct = 9 * Double(window.batch * places.count) * kernels
    let transforms = 100 * tiles * Double(terms + columns) + 200 * kernels
    return 16 * tiles * kernels + transforms < direct * 5 / 6 ? .winograd : .direct
  }
}
