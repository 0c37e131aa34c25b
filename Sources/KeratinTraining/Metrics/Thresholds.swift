internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// The numbers above which a prediction counts as positive.
struct Thresholds {
  let values: [Double]
  /// Whether they divide 0...1 in equal parts. As in Keras, predictions are then sorted into these parts by a product, and kept
  /// in 0...1.
  let isEven: Bool

  /// - Parameter inner: what is asked whether it is even, where the first and last of `values` lie just outside of 0...1.
  init(_ values: [Double], inner: [Double]? = nil) {
    self.values = values
    let places = inner ?? values
    isEven =
      places.count >= 3
      && places.enumerated().allSatisfy { index, value in
        let even = Double(index) / Double(places.count - 1)
        return (value - even).magnitude <= 1e-7 + 1e-5 * even
      }
  }

  /// Whether each prediction is above each threshold: `[thresholds] + p.shape`, bool.
  func positives(_ p: Tensor) -> Tensor {
    let column = Shape([values.count] + [Int](repeating: 1, count: p.rank))
    let row = p.expandingDimension(at: 0)
    guard isEven else {
      let limits = Tensor(values).cast(to: p.elementType)
      return row .> limits.reshaped(to: column)
    }
    let part = ceil(row.clamped(min: 0, max: 1) * Double(values.count - 1)) - 1
    let isOutside = values[0] < 0 || values[values.count - 1] > 1
    return (isOutside ? relu(part) : part)
      .>= Tensor.arange(values.count, elementType: p.elementType).reshaped(to: column)
  }
}
