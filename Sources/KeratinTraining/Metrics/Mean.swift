public import KeratinLayers

extension Metrics {
  /// The mean of the predictions: of whatever a model of one's own wants averaged.
  public final class Mean: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "Mean"

    public init(name: String = "mean") { super.init(name: name) }
  }
}

extension Metric {
  /// The mean of the predictions.
  public static var mean: Metric { Metrics.Mean() }
}

extension Metrics.Mean: PlainMetric {}
