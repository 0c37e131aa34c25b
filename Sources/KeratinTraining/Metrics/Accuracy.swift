public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// How often predictions equal targets.
  public final class Accuracy: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "Accuracy"

    public init(name: String = "accuracy") { super.init(name: name) }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      let (targets, predictions) = matchingRanks(yTrue, yPred)
      try requireSameShape(targets.type, predictions.type, loss: name)
      return targets .== predictions
    }

    public override var isBetterWhenLarger: Bool? { true }
  }
}

extension Metrics.Accuracy: PlainMetric {}
