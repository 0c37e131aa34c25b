public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// How often predictions are on the side of a threshold that targets of 0 and 1 name.
  public final class BinaryAccuracy: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "BinaryAccuracy"
    public let threshold: Double

    /// - Parameter threshold: a prediction above it stands for 1, one at it or below for 0; 0.5 by default.
    public init(threshold: Double = 0.5, name: String = "binary_accuracy") {
      self.threshold = threshold
      super.init(name: name)
    }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      let (targets, predictions) = matchingRanks(yTrue, yPred)
      try requireSameShape(targets.type, predictions.type, loss: name)
      return (predictions .> threshold).cast(to: targets.elementType) .== targets
    }

    public override var isBetterWhenLarger: Bool? { true }

    public override var config: [String: ConfigValue] {
      super.config.merging(["threshold": .double(threshold)]) { $1 }
    }
  }
}

extension Metric {
  /// How often predictions are on the right side of a threshold.
  public static func binaryAccuracy(threshold: Double = 0.5) -> Metric { Metrics.BinaryAccuracy(threshold: threshold) }
}

extension Metrics.BinaryAccuracy: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(threshold: try config("threshold", or: 0.5), name: try config.name())
  }
}
