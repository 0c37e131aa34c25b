public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// The sum of the predictions, each multiplied by its weight: of whatever a model of one's own wants added up.
  public final class Sum: Metric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "Sum"
    private var total: Variable!

    public override init(name: String = "sum") {
      super.init(name: name)
      total = addVariable("total")
    }

    public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      try add(yPred, weight: sampleWeight)
    }

    /// Takes in values, each with its weight: one for each sample, or for each entry of `values`.
    public func add(_ values: Tensor, weight: Tensor? = nil) throws {
      if let error = values.error ?? weight?.error { throw error }
      let values = values.cast(to: total.value.elementType)
      let weighed = try weight.map { values * (try entryWeights($0, values.type, metric: name)) } ?? values
      try total.assign(total.value + weighed.sum())
    }

    public override func result() -> Tensor { total.value }
  }
}

extension Metric {
  /// The sum of the predictions.
  public static var sum: Metric { Metrics.Sum() }
}

extension Metrics.Sum: PlainMetric {}
