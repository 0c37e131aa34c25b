public import KeratinGraph
public import KeratinLayers

extension Metrics {
  /// The mean cosine of the angle between targets and predictions: 1 for vectors in the same direction, −1 for opposite ones.
  public final class CosineSimilarity: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "CosineSimilarity"
    public let axis: Int

    /// - Parameter axis: along which the vectors lie, the last by default.
    public init(axis: Int = -1, name: String = "cosine_similarity") {
      self.axis = axis
      super.init(name: name)
    }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      -(try Losses.CosineSimilarity(axis: axis, name: name).unreduced(yTrue, yPred).values)
    }

    public override var isBetterWhenLarger: Bool? { true }

    public override var config: [String: ConfigValue] {
      // Keras leaves the axis out of its files but reads it.
      axis == -1 ? super.config : super.config.merging(["axis": .int(axis)]) { $1 }
    }
  }
}

extension Metric {
  /// The mean cosine of the angle between targets and predictions.
  public static func cosineSimilarity(axis: Int = -1) -> Metric { Metrics.CosineSimilarity(axis: axis) }
}

extension Metrics.CosineSimilarity: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(axis: try config("axis", or: -1), name: try config.name())
  }
}
