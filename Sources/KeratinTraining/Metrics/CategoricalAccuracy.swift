public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// How often the class with the largest prediction is the one with the largest target, as in one-hot targets.
  ///
  /// Among equals the first class counts as the largest. Classes lie along the last axis.
  public final class CategoricalAccuracy: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "CategoricalAccuracy"

    public init(name: String = "categorical_accuracy") { super.init(name: name) }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      return yTrue.argmax(axis: -1) .== yPred.argmax(axis: -1)
    }

    public override var isBetterWhenLarger: Bool? { true }
  }
}

extension Metric {
  /// How often the most probable class is the one that a one-hot target names.
  public static var categoricalAccuracy: Metric { Metrics.CategoricalAccuracy() }
}

extension Metrics.CategoricalAccuracy: PlainMetric {}
