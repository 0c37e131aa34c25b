public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// How often the class with the largest target, as in one-hot targets, is among the k classes with the largest predictions.
  ///
  /// Classes lie along the last axis. Of equal predictions all count as the first.
  public final class TopKCategoricalAccuracy: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "TopKCategoricalAccuracy"
    public let k: Int

    /// - Parameter k: how many classes count as right; 5 by default.
    public init(k: Int = 5, name: String = "top_k_categorical_accuracy") {
      self.k = k
      super.init(name: name)
    }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      return topKMatches(labels: yTrue.argmax(axis: -1), scores: yPred, k: k)
    }

    public override var isBetterWhenLarger: Bool? { true }

    public override var config: [String: ConfigValue] { super.config.merging(["k": .int(k)]) { $1 } }
  }
}

extension Metric {
  /// How often the class that a one-hot target names is among the `k` most probable.
  public static func topKCategoricalAccuracy(k: Int = 5) -> Metric { Metrics.TopKCategoricalAccuracy(k: k) }
}

extension Metrics.TopKCategoricalAccuracy: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(k: try config("k", or: 5), name: try config.name())
  }
}
