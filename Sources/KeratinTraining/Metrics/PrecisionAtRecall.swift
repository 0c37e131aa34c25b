public import KeratinGraph
public import KeratinLayers

extension Metrics {
  /// Which part of the positive predictions is right, at thresholds at which at least a given part of all true samples is found.
  ///
  /// The best over all thresholds; 0 if there is none.
  public final class PrecisionAtRecall: ConstrainedMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "PrecisionAtRecall"

    /// - Parameters:
    ///   - recall: the part that must be reached, in 0...1.
    ///   - numThresholds: how many thresholds divide 0...1; at least 1, 200 by default.
    ///   - classId: the only class to look at, a place on the last axis; by default all.
    public init(_ recall: Double, numThresholds: Int = 200, classId: Int? = nil, name: String = "precision_at_recall") {
      super.init(recall, "recall", numThresholds, classId, name)
    }

    public override func result() -> Tensor { best(precision, where: sensitivity) }
  }
}

extension Metric {
  /// Which part of the positive predictions is right, at thresholds at which at least a given part of all true samples is found.
  public static func precisionAtRecall(_ recall: Double, numThresholds: Int = 200, classId: Int? = nil) -> Metric {
    Metrics.PrecisionAtRecall(recall, numThresholds: numThresholds, classId: classId)
  }
}

extension Metrics.PrecisionAtRecall: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      try config("recall"), numThresholds: try config.thresholdCount(), classId: try config.optional("class_id"),
      name: try config.name())
  }
}
