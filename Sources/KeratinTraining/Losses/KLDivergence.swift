public import KeratinGraph
public import KeratinLayers

extension Losses {
  /// Σ y·log(y / p) over the last axis, for targets y and predictions p that are probabilities: Kullback and Leibler's divergence
  /// of p from y.
  ///
  /// y and p are kept in 1e-7...1. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct KLDivergence: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "KLDivergence"
    public let name: String
    public let reduction: LossReduction

    public init(reduction: LossReduction = .sumOverBatchSize, name: String = "kl_divergence") {
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      let y = yTrue.cast(to: yPred.elementType).clamped(min: 1e-7, max: 1)
      return (y * log(y / yPred.clamped(min: 1e-7, max: 1))).sum(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] { ["name": .string(name), "reduction": reduction.configValue] }
  }
}

extension Loss where Self == Losses.KLDivergence {
  /// Kullback and Leibler's divergence of predicted probabilities from the targets.
  public static var klDivergence: Losses.KLDivergence { Losses.KLDivergence() }
}

extension Losses.KLDivergence: PlainLoss {}
