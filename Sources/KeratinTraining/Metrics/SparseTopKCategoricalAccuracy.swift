public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// How often the class that a label names is among the k classes with the largest predictions.
  ///
  /// Classes lie along the last axis of the predictions, which targets do not have, or with extent 1. Of equal predictions all count
  /// as the first.
  public final class SparseTopKCategoricalAccuracy: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "SparseTopKCategoricalAccuracy"
    public let k: Int
    public let fromSortedIds: Bool

    /// - Parameters:
    ///   - k: how many classes count as right; 5 by default.
    ///   - fromSortedIds: whether predictions are labels, the most probable first, in place of a number for each class; false by
    ///     default.
    public init(k: Int = 5, fromSortedIds: Bool = false, name: String = "sparse_top_k_categorical_accuracy") {
      self.k = k
      self.fromSortedIds = fromSortedIds
      super.init(name: name)
    }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      let shape = Shape(Array(yPred.shape.dimensions.dropLast()))
      guard yPred.rank > 0, yTrue.shape == shape || yTrue.shape.dimensions == shape.dimensions + [1] else {
        throw shapeMismatch(
          yTrue.type, yPred.type, loss: name,
          expected: "a label for each of the samples of predictions of shape \(yPred.shape)")
      }
      let labels = yTrue.reshaped(to: shape)
      guard fromSortedIds else { return topKMatches(labels: labels, scores: yPred, k: k) }
      let place = Tensor.arange(yPred.shape[-1])
      return ((labels.expandingDimension(at: -1) .== yPred) .& (place .< Double(k))).any(axes: [-1])
    }

    public override var isBetterWhenLarger: Bool? { true }

    public override var config: [String: ConfigValue] {
      var config = super.config.merging(["k": .int(k)]) { $1 }
      if fromSortedIds { config["from_sorted_ids"] = true }
      return config
    }
  }
}

extension Metric {
  /// How often the class that a label names is among the `k` most probable.
  public static func sparseTopKCategoricalAccuracy(k: Int = 5, fromSortedIds: Bool = false) -> Metric {
    Metrics.SparseTopKCategoricalAccuracy(k: k, fromSortedIds: fromSortedIds)
  }
}

extension Metrics.SparseTopKCategoricalAccuracy: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      k: try config("k", or: 5), fromSortedIds: try config("from_sorted_ids", or: false), name: try config.name())
  }
}
