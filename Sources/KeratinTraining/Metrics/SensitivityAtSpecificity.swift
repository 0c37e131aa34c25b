public import KeratinGraph
public import KeratinLayers

extension Metrics {
  /// Which part of all true samples is found, at thresholds at which at least a given part of all false ones is not taken for true.
  ///
  /// The best over all thresholds; 0 if there is none.
  public final class SensitivityAtSpecificity: ConstrainedMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "SensitivityAtSpecificity"

    /// - Parameters:
    ///   - specificity: the part that must be reached, in 0...1.
    ///   - numThresholds: how many thresholds divide 0...1; at least 1, 200 by default.
    ///   - classId: the only class to look at, a place on the last axis; by default all.
    public init(
      _ specificity: Double, numThresholds: Int = 200, classId: Int? = nil, name: String = "sensitivity_at_specificity"
    ) {
      super.init(specificity, "specificity", numThresholds, classId, name)
    }

    public override func result() -> Tensor { best(sensitivity, where: specificity) }
  }
}

extension Metric {
  /// Which part of all true samples is found, at thresholds at which at least a given part of all false ones is not taken for true.
  public static func sensitivityAtSpecificity(_ specificity: Double, numThresholds: Int = 200, classId: Int? = nil)
    -> Metric
  {
    Metrics.SensitivityAtSpecificity(specificity, numThresholds: numThresholds, classId: classId)
  }
}

extension Metrics.SensitivityAtSpecificity: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      try config("specificity"), numThresholds: try config.thresholdCount(), classId: try config.optional("class_id"),
      name: try config.name())
  }
}
