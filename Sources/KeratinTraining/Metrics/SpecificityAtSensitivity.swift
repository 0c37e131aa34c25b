public import KeratinGraph
public import KeratinLayers

extension Metrics {
  /// Which part of all false samples is not taken for true, at thresholds at which at least a given part of all true ones is found.
  ///
  /// The best over all thresholds; 0 if there is none.
  public final class SpecificityAtSensitivity: ConstrainedMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "SpecificityAtSensitivity"

    /// - Parameters:
    ///   - sensitivity: the part that must be reached, in 0...1.
    ///   - numThresholds: how many thresholds divide 0...1; at least 1, 200 by default.
    ///   - classId: the only class to look at, a place on the last axis; by default all.
    public init(
      _ sensitivity: Double, numThresholds: Int = 200, classId: Int? = nil, name: String = "specificity_at_sensitivity"
    ) {
      super.init(sensitivity, "sensitivity", numThresholds, classId, name)
    }

    public override func result() -> Tensor { best(specificity, where: sensitivity) }
  }
}

extension Metric {
  /// Which part of all false samples is not taken for true, at thresholds at which at least a given part of all true ones is found.
  public static func specificityAtSensitivity(_ sensitivity: Double, numThresholds: Int = 200, classId: Int? = nil)
    -> Metric
  {
    Metrics.SpecificityAtSensitivity(sensitivity, numThresholds: numThresholds, classId: classId)
  }
}

extension Metrics.SpecificityAtSensitivity: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      try config("sensitivity"), numThresholds: try config.thresholdCount(), classId: try config.optional("class_id"),
      name: try config.name())
  }
}
