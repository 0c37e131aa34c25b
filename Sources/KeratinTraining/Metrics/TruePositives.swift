public import KeratinGraph
public import KeratinLayers

extension Metrics {
  /// How many positive predictions are right, each counted as much as its sample's weight.
  ///
  /// The result is a number, or one for each threshold where several are given.
  public final class TruePositives: ConfusionMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "TruePositives"
    public let thresholds: [Double]?

    /// - Parameter thresholds: a prediction above it is positive; 0.5 by default.
    public init(thresholds: [Double]? = nil, name: String = "true_positives") {
      self.thresholds = thresholds
      super.init(name: name, limits: Thresholds(thresholds ?? [0.5]), given: thresholds)
      count([.truePositives], as: "accumulator")
    }

    public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      try add(yTrue, yPred, sampleWeight)
    }

    public override func result() -> Tensor { perThreshold(counted(.truePositives)) }

    public override var isBetterWhenLarger: Bool? { true }

    public override var config: [String: ConfigValue] {
      super.config.merging(["thresholds": numbers(thresholds)]) { $1 }
    }
  }
}

extension Metric {
  /// How many positive predictions are right.
  public static func truePositives(thresholds: [Double]? = nil) -> Metric {
    Metrics.TruePositives(thresholds: thresholds)
  }
}

extension Metrics.TruePositives: CountMetric {}
