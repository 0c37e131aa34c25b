public import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// A metric that is a mean over samples: Σ w·x / Σ w, 0 before the first.
open class MeanMetric: Metric {
  private var total: Variable!
  private var count: Variable!

  public override init(name: String) {
    super.init(name: name)
    total = addVariable("total", elementType: FloatPolicy.elementType)
    count = addVariable("count", elementType: FloatPolicy.elementType)
  }

  /// The value of each sample. To override.
  open func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor { yPred }

  open override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
    try add(try values(yTrue, yPred), weight: sampleWeight)
  }

  /// Takes in values, each with its weight.
  public func add(_ values: Tensor, weight: Tensor? = nil) throws {
    let type = total.type!.elementType
    let values = values.cast(to: type)
    if let weight {
      let weights = weight.cast(to: type).aligned(withRankOf: values).broadcast(to: values.shape)
      try total.assign(total.value + (values * weights).sum())
      try count.assign(count.value + weights.sum())
    } else {
      try total.assign(total.value + values.sum())
      try count.assign(count.value + Double(values.count))
    }
  }

  open override func result() -> Tensor {
    // Before the first sample 0 / 1, as in Keras.
    total.value / which(count.value .== 0, Tensor.ones(like: count.value), count.value)
  }
}
