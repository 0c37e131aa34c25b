public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// How near predictions are to targets: 2·mean((y − mean(p))·(p − mean(p))) / (var(y) + var(p) + (mean(y) − mean(p))² + 1e-7) along an
  /// axis. 1 where they are equal.
  public final class ConcordanceCorrelation: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "ConcordanceCorrelation"
    public let axis: Int

    /// - Parameter axis: along which the numbers of a sample lie; the last by default.
    public init(axis: Int = -1, name: String = "concordance_correlation") {
      self.axis = axis
      super.init(name: name)
    }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      let (targets, predictions) = matchingRanks(yTrue.cast(to: yPred.elementType), yPred)
      try requireSameShape(targets.type, predictions.type, loss: name)
      func centred(_ x: Tensor) -> Tensor { x - x.mean(axis: axis, keepDims: true) }
      let (y, p) = (centred(targets), centred(predictions))
      let offset = square(targets.mean(axis: axis) - predictions.mean(axis: axis))
      let norm = square(y).mean(axis: axis) + square(p).mean(axis: axis) + offset + 1e-7
      let shifted = targets - predictions.mean(axis: axis, keepDims: true)
      return 2 * (shifted * p).mean(axis: axis) / norm
    }

    public override var isBetterWhenLarger: Bool? { true }

    public override var config: [String: ConfigValue] { super.config.merging(["axis": .int(axis)]) { $1 } }
  }
}

extension Metric {
  /// How near predictions are to targets.
  public static func concordanceCorrelation(axis: Int = -1) -> Metric { Metrics.ConcordanceCorrelation(axis: axis) }
}

extension Metrics.ConcordanceCorrelation: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(axis: try config("axis", or: -1), name: try config.name())
  }
}
