public import KeratinLayers

extension Metrics {
  /// 2·precision·recall / (precision + recall), their harmonic mean, for each class: ``FBetaScore`` with β = 1.
  public final class F1Score: FBetaScore {
    public override class var className: String { "F1Score" }

    /// - Parameters:
    ///   - average: by default none, every class keeps its score.
    ///   - threshold: in 0...1, a prediction above it is positive; by default the largest prediction of a sample is.
    public init(average: Average? = nil, threshold: Double? = nil, name: String = "f1_score") {
      super.init(average: average, beta: 1, threshold: threshold, name: name)
    }

    package required convenience init(_ config: ConfigReader) throws {
      self.init(
        average: try config.optional("average"), threshold: try config.optional("threshold"), name: try config.name())
    }

    public override var config: [String: ConfigValue] { super.config.filter { $0.key != "beta" } }
  }
}

extension Metric {
  /// The harmonic mean of precision and recall.
  public static func f1Score(average: Metrics.FBetaScore.Average? = nil, threshold: Double? = nil) -> Metric {
    Metrics.F1Score(average: average, threshold: threshold)
  }
}
