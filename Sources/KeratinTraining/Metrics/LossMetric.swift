public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// The mean of a loss over samples, whatever the loss's own reduction.
  ///
  ///     Metrics.LossMetric(.meanSquaredError, name: "mse")
  public final class LossMetric<Measured: Loss>: MeanMetric {
    /// What is averaged.
    public let loss: Measured

    /// - Parameter name: by default the loss's.
    public init(_ loss: Measured, name: String? = nil) {
      self.loss = loss
      super.init(name: name ?? loss.name)
    }

    public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      let (values, mask) = try loss.unreduced(yTrue, yPred)
      try add(values, weight: sampleWeight, masks: [yPred.mask, mask])
    }

    public override var isBetterWhenLarger: Bool? { false }

    public override var config: [String: ConfigValue] {
      let arguments =
        (loss as? any MetricArguments)?.metricArguments
        ?? (loss as? any Configurable)?.config.filter { $0.key != "reduction" } ?? [:]
      return arguments.merging(super.config) { $1 }
    }
  }
}

extension Metrics.LossMetric: Configurable where Measured: Configurable {
  public static var module: String { "keras.metrics" }
  public static var className: String {
    (Measured.self as? any MetricArguments.Type)?.metricClassName ?? Measured.className
  }
}

extension Metric {
  /// The mean of (yTrue − yPred)².
  public static var meanSquaredError: Metric { Metrics.LossMetric(.meanSquaredError) }

  /// The mean of |yTrue − yPred|.
  public static var meanAbsoluteError: Metric { Metrics.LossMetric(.meanAbsoluteError) }

  /// By how many percent of the targets predictions are off.
  public static var meanAbsolutePercentageError: Metric { Metrics.LossMetric(.meanAbsolutePercentageError) }

  /// The mean of (log(1 + yTrue) − log(1 + yPred))².
  public static var meanSquaredLogarithmicError: Metric { Metrics.LossMetric(.meanSquaredLogarithmicError) }

  /// The mean of log cosh(yPred − yTrue), in logs `logcosh`.
  public static var logCoshError: Metric { Metrics.LossMetric(.logCosh, name: "logcosh") }

  /// Kullback and Leibler's divergence of predicted probabilities from the targets.
  public static var klDivergence: Metric { Metrics.LossMetric(.klDivergence) }

  /// The loss of expected counts.
  public static var poisson: Metric { Metrics.LossMetric(.poisson) }

  /// The mean of max(1 − yTrue·yPred, 0).
  public static var hinge: Metric { Metrics.LossMetric(.hinge) }

  /// The mean of max(1 − yTrue·yPred, 0)².
  public static var squaredHinge: Metric { Metrics.LossMetric(.squaredHinge) }

  /// The hinge loss of one-hot targets.
  public static var categoricalHinge: Metric { Metrics.LossMetric(.categoricalHinge) }

  /// The cross-entropy of yes-or-no targets.
  public static func binaryCrossentropy(fromLogits: Bool = false, labelSmoothing: Double = 0) -> Metric {
    Metrics.LossMetric(.binaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing))
  }

  /// The cross-entropy of one-hot targets.
  public static func categoricalCrossentropy(
    fromLogits: Bool = false, labelSmoothing: Double = 0, axis: Int = -1
  ) -> Metric {
    Metrics.LossMetric(.categoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis))
  }

  /// The cross-entropy of targets that are labels of classes.
  public static func sparseCategoricalCrossentropy(
    fromLogits: Bool = false, ignoreClass: Int? = nil, axis: Int = -1
  ) -> Metric {
    Metrics.LossMetric(.sparseCategoricalCrossentropy(fromLogits: fromLogits, ignoreClass: ignoreClass, axis: axis))
  }
}

extension Metrics.LossMetric: KerasObject where Measured: KerasObject & Configurable {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try Measured(config), name: try config.optional("name"))
  }
}
