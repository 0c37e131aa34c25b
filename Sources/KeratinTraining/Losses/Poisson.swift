public import KeratinGraph
public import KeratinLayers

extension Losses {
  /// The mean over the last axis of p − y·log(p + 1e-7): for targets y that are counts, and predictions p of how many to expect.
  ///
  /// The negative logarithm of Poisson's distribution, without the terms that do not depend on p. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct Poisson: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "Poisson"
    public let name: String
    public let reduction: LossReduction

    public init(reduction: LossReduction = .sumOverBatchSize, name: String = "poisson") {
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      return (yPred - yTrue.cast(to: yPred.elementType) * log(yPred + 1e-7)).mean(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] { ["name": .string(name), "reduction": reduction.configValue] }
  }
}

extension Loss where Self == Losses.Poisson {
  /// The loss of expected counts.
  public static var poisson: Losses.Poisson { Losses.Poisson() }
}

extension Losses.Poisson: PlainLoss {}
