public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// How well a straight line relates predictions to targets: the mean of their products, both brought to mean 0 and variance 1 along an
  /// axis. 1 for predictions on a rising line, −1 on a falling one; NaN where one of the two does not vary.
  public final class PearsonCorrelation: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "PearsonCorrelation"
    public let axis: Int

    /// - Parameter axis: along which the numbers of a sample lie; the last by default.
    public init(axis: Int = -1, name: String = "pearson_correlation") {
      self.axis = axis
      super.init(name: name)
    }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      let (targets, predictions) = matchingRanks(yTrue.cast(to: yPred.elementType), yPred)
      try requireSameShape(targets.type, predictions.type, loss: name)
      func centred(_ x: Tensor) -> Tensor { x - x.mean(axis: axis, keepDims: true) }
      let (y, p) = (centred(targets), centred(predictions))
      let deviations = sqrt(square(y).mean(axis: axis)) * sqrt(square(p).mean(axis: axis))
      return (y * p).mean(axis: axis) / deviations
    }

    public override var isBetterWhenLarger: Bool? { true }

    public override var config: [String: ConfigValue] { super.config.merging(["axis": .int(axis)]) { $1 } }
  }
}

extension Metric {
  /// How well a straight line relates predictions to targets.
  public static func pearsonCorrelation(axis: Int = -1) -> Metric { Metrics.PearsonCorrelation(axis: axis) }
}

extension Metrics.PearsonCorrelation: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(axis: try config("axis", or: -1), name: try config.name())
  }
}
