public import KeratinGraph
internal import KeratinKernels

/// `x` divided by its norm along an axis, which is then 1 or, where all is 0, stays 0: the counterpart of `keras.utils.normalize`.
///
///     normalize(Tensor([[3, 4], [0, 0]]))        // [[0.6, 0.8], [0, 0]]
///
/// - Parameters:
///   - axis: the axis along which the norm is taken; the last by default.
///   - order: p of the norm (Σ|x|^p)^(1/p); 2 by default. Infinity is the largest |x|, minus infinity the smallest, 0 the number of elements
///     that are not 0.
/// - Returns: numbers of the element type of `x`; float32 for integers.
public func normalize(_ x: Tensor, axis: Int = -1, order: Double = 2) -> Tensor {
  let x = x.elementType == .float64 ? x : x.cast(to: .float32)
  let size = abs(x)
  let norm =
    switch order {
    case .infinity: size.max(axis: axis, keepDims: true)
    case -.infinity: size.min(axis: axis, keepDims: true)
    case 0: (size .!= Tensor.zeros(like: size)).cast(to: x.elementType).sum(axis: axis, keepDims: true)
    case 1: size.sum(axis: axis, keepDims: true)
    case 2: sqrt(square(x).sum(axis: axis, keepDims: true))
    default: pow(pow(size, order).sum(axis: axis, keepDims: true), 1 / order)
    }
  return x / which(norm .== Tensor.zeros(like: norm), Tensor.ones(like: norm), norm)
}
