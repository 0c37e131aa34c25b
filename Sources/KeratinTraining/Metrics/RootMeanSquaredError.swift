public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// The square root of the mean over all samples of (yTrue − yPred)². As in Keras, it sees masked steps too.
  public final class RootMeanSquaredError: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "RootMeanSquaredError"

    public init(name: String = "root_mean_squared_error") { super.init(name: name) }

    public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      try add(try values(yTrue, yPred), weight: sampleWeight)
    }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      let (targets, predictions) = matchingRanks(yTrue, yPred)
      try requireSameShape(targets.type, predictions.type, loss: name)
      return square(predictions - targets)
    }

    public override func result() -> Tensor { sqrt(super.result()) }

    public override var isBetterWhenLarger: Bool? { false }
  }
}

extension Metric {
  /// The square root of the mean of (yTrue − yPred)².
  public static var rootMeanSquaredError: Metric { Metrics.RootMeanSquaredError() }
}

extension Metrics.RootMeanSquaredError: PlainMetric {}
