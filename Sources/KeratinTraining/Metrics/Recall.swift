package import KeratinLayers

extension Metrics {
  /// Which part of the true targets is predicted; 0 if there are none.
  ///
  /// The result is a number, or one for each threshold where several are given.
  public final class Recall: ShareMetric {
    /// - Parameters:
    ///   - thresholds: a prediction above it is positive; 0.5 by default, with `topK` none.
    ///   - topK: of each sample only the k largest predictions can be positive; by default all.
    ///   - classId: the only class to look at, a place on the last axis; by default all.
    public init(
      thresholds: [Double]? = nil, topK: Int? = nil, classId: Int? = nil, name: String = "recall"
    ) {
      super.init(.falseNegatives, thresholds, topK: topK, classId: classId, name: name)
    }
  }
}

extension Metric {
  /// Which part of the true targets is predicted.
  public static func recall(thresholds: [Double]? = nil, topK: Int? = nil, classId: Int? = nil) -> Metric {
    Metrics.Recall(thresholds: thresholds, topK: topK, classId: classId)
  }
}

extension Metrics.Recall: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      thresholds: try config.thresholds(), topK: try config.optional("top_k"),
      classId: try config.optional("class_id"), name: try config.name())
  }
}
