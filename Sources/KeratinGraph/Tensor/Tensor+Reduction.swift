internal import KeratinKernels

/// Reductions over one axis, several, or all (`nil`). Negative axes count from the end; with `keepDims` reduced axes stay with
/// extent 1.
extension Tensor {
  public func sum(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor { reduced(.sum, axes, keepDims) }
  public func sum(axis: Int, keepDims: Bool = false) -> Tensor { sum(axes: [axis], keepDims: keepDims) }
  public func mean(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor { reduced(.mean, axes, keepDims) }
  public func mean(axis: Int, keepDims: Bool = false) -> Tensor { mean(axes: [axis], keepDims: keepDims) }
  public func product(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor { reduced(.product, axes, keepDims) }
  public func product(axis: Int, keepDims: Bool = false) -> Tensor { product(axes: [axis], keepDims: keepDims) }
  /// The largest element; NaN if there is one.
  public func max(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor { reduced(.maximum, axes, keepDims) }
  public func max(axis: Int, keepDims: Bool = false) -> Tensor { max(axes: [axis], keepDims: keepDims) }
  /// The smallest element; NaN if there is one.
  public func min(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor { reduced(.minimum, axes, keepDims) }
  public func min(axis: Int, keepDims: Bool = false) -> Tensor { min(axes: [axis], keepDims: keepDims) }

  /// The variance, the mean square of the distance to the mean (1/N).
  public func variance(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    square(self - mean(axes: axes, keepDims: true)).mean(axes: axes, keepDims: keepDims)
  }

  /// The square root of the variance.
  public func standardDeviation(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    sqrt(variance(axes: axes, keepDims: keepDims))
  }

  /// Whether all elements are true (not 0).
  public func all(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    cast(to: .bool).reduced(.minimum, axes, keepDims)
  }

  /// Whether an element is true (not 0).
  public func any(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    cast(to: .bool).reduced(.maximum, axes, keepDims)
  }

  /// The index of the largest element along an axis, int32; of several, or of several NaNs, the lowest.
  ///
  /// For `nil` the index in row-major order.
  public func argmax(axis: Int? = nil, keepDims: Bool = false) -> Tensor { argReduced(true, axis, keepDims) }

  /// The index of the smallest element along an axis, int32; of several, or of several NaNs, the lowest.
  ///
  /// For `nil` the index in row-major order.
  public func argmin(axis: Int? = nil, keepDims: Bool = false) -> Tensor { argReduced(false, axis, keepDims) }

  /// For each element the sum of those up to it along an axis.
  public func cumulativeSum(axis: Int) -> Tensor { apply(Cumulative(isProduct: false, axis: axis), summable) }

  /// For each element the product of those up to it along an axis.
  public func cumulativeProduct(axis: Int) -> Tensor { apply(Cumulative(isProduct: true, axis: axis), summable) }

  /// log Σ eˣ, without overflow.
  public func logSumExp(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    let x = floating
    let largest = x.max(axes: axes, keepDims: true).stopGradient()
    // Of nothing but −∞ the largest is no number to subtract.
    let shift = which(isFinite(largest), largest, Tensor(0, elementType: x.elementType))
    let sum = log(exp(x - shift).sum(axes: axes, keepDims: true)) + shift
    return keepDims ? sum : sum.squeezed(axes: axes ?? Array(0..<rank))
  }

  /// The square root of the sum of squares; its derivative at 0 is taken to be 0.
  public func norm(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    let squares = square(self).sum(axes: axes, keepDims: keepDims)
    let (zero, isZero) = (Tensor(0, elementType: squares.elementType), squares .== 0)
    return which(isZero, zero, sqrt(which(isZero, Tensor(1, elementType: squares.elementType), squares)))
  }

  /// The sum over the axes along which `shape` was broadcast to this tensor's shape.
  func summed(to shape: Shape) -> Tensor {
    if shape == self.shape || error != nil { return self }
    let lead = rank - shape.rank
    let axes = (0..<rank).filter { $0 < lead || (shape[$0 - lead] == 1 && self.shape[$0] != 1) }
    return sum(axes: axes, keepDims: true).reshaped(to: shape)
  }

  /// Truth values and bytes are added and multiplied as int32, since their own types would soon be full.
  private var summable: Tensor { elementType == .bool || elementType == .uint8 ? cast(to: .int32) : self }

  private func argReduced(_ largest: Bool, _ axis: Int?, _ keepDims: Bool) -> Tensor {
    if let axis { return apply(ArgReduce(largest: largest, axis: axis, keepsDimensions: keepDims), self) }
    let index = apply(ArgReduce(largest: largest, axis: 0, keepsDimensions: false), flattened())
    return keepDims ? index.reshaped(to: Shape([Int](repeating: 1, count: rank))) : index
  }

  private func reduced(_ operation: ReduceOperation, _ axes: [Int]?, _ keepDims: Bool) -> Tensor {
    let x =
      switch operation {
      case .sum, .product: summable
      case .mean: floating
      case .maximum, .minimum: self
      }
    return apply(Reduce(operation: operation, axes: axes, keepsDimensions: keepDims), x)
  }
}
