public import KeratinGraph
public import KeratinLayers

extension Metrics {
  /// Which part of the positive predictions is right; 0 if there are none.
  ///
  /// The result is a number, or one for each threshold where several are given.
  public final class Precision: ConfusionMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "Precision"
    public let thresholds: [Double]?
    public let topK: Int?
    public let classId: Int?

    /// - Parameters:
    ///   - thresholds: a prediction above it is positive; 0.5 by default, with `topK` none.
    ///   - topK: of each sample only the k largest predictions can be positive; by default all.
    ///   - classId: the only class to look at, a place on the last axis; by default all.
    public init(
      thresholds: [Double]? = nil, topK: Int? = nil, classId: Int? = nil, name: String = "precision"
    ) {
      self.thresholds = thresholds
      self.topK = topK
      self.classId = classId
      super.init(
        name: name, limits: Thresholds(thresholds ?? [topK == nil ? 0.5 : -1e10]), given: thresholds, topK: topK,
        classId: classId)
      count([.truePositives, .falsePositives])
    }

    public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      try add(yTrue, yPred, sampleWeight)
    }

    public override func result() -> Tensor {
      let right = counted(.truePositives)
      return perThreshold(quotientOrZero(right, right + counted(.falsePositives)))
    }

    public override var config: [String: ConfigValue] {
      super.config.merging([
        "thresholds": numbers(thresholds), "top_k": topK.map { .int($0) } ?? .null,
        "class_id": classId.map { .int($0) } ?? .null,
      ]) { $1 }
    }
  }
}

extension Metric {
  /// Which part of the positive predictions is right.
  public static func precision(thresholds: [Double]? = nil, topK: Int? = nil, classId: Int? = nil) -> Metric {
    Metrics.Precision(thresholds: thresholds, topK: topK, classId: classId)
  }
}
