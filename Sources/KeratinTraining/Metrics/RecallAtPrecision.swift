public import KeratinGraph
public import KeratinLayers

extension Metrics {
  /// Which part of all true samples is found, at thresholds at which at least a given part of the positive predictions is right.
  ///
  /// The best over all thresholds; 0 if there is none.
  public final class RecallAtPrecision: ConstrainedMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "RecallAtPrecision"

    /// - Parameters:
    ///   - precision: the part that must be reached, in 0...1.
    ///   - numThresholds: how many thresholds divide 0...1; at least 1, 200 by default.
    ///   - classId: the only class to look at, a place on the last axis; by default all.
    public init(
      _ precision: Double, numThresholds: Int = 200, classId: Int? = nil, name: String = "recall_at_precision"
    ) {
      super.init(precision, "precision", numThresholds, classId, name)
    }

    public override func result() -> Tensor { best(sensitivity, where: precision) }
  }
}

extension Metric {
  /// Which part of all true samples is found, at thresholds at which at least a given part of the positive predictions is right.
  public static func recallAtPrecision(_ precision: Double, numThresholds: Int = 200, classId: Int? = nil) -> Metric {
    Metrics.RecallAtPrecision(precision, numThresholds: numThresholds, classId: classId)
  }
}

extension Metrics.RecallAtPrecision: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      try config("precision"), numThresholds: try config.thresholdCount(), classId: try config.optional("class_id"),
      name: try config.name())
  }
}
