public import KeratinGraph
public import KeratinLayers

extension Metrics {
  /// How many negative predictions are wrong, each counted as much as its sample's weight.
  ///
  /// The result is a number, or one for each threshold where several are given.
  public final class FalseNegatives: ConfusionMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "FalseNegatives"
    public let thresholds: [Double]?

    /// - Parameter thresholds: a prediction above it is positive; 0.5 by default.
    public init(thresholds: [Double]? = nil, name: String = "false_negatives") {
      self.thresholds = thresholds
      super.init(name: name, limits: Thresholds(thresholds ?? [0.5]), given: thresholds)
      count([.falseNegatives], as: "accumulator")
    }

    public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      try add(yTrue, yPred, sampleWeight)
    }

    public override func result() -> Tensor { perThreshold(counted(.falseNegatives)) }

    public override var isBetterWhenLarger: Bool? { false }

    public override var config: [String: ConfigValue] {
      super.config.merging(["thresholds": numbers(thresholds)]) { $1 }
    }
  }
}

extension Metric {
  /// How many negative predictions are wrong.
  public static func falseNegatives(thresholds: [Double]? = nil) -> Metric {
    Metrics.FalseNegatives(thresholds: thresholds)
  }
}

extension Metrics.FalseNegatives: CountMetric {}
