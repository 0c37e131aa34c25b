public import KeratinGraph
public import KeratinLayers

extension Losses {
  /// The mean over the last axis of max(1 − y·p, 0), y the targets and p the predictions.
  ///
  /// Targets are −1 or 1. If all targets of a batch are 0 or 1, a 0 stands for −1. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct Hinge: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "Hinge"
    public let name: String
    public let reduction: LossReduction

    public init(reduction: LossReduction = .sumOverBatchSize, name: String = "hinge") {
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      return maximum(1 - hingeLabels(yTrue, yPred.elementType) * yPred, 0).mean(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] { ["name": .string(name), "reduction": reduction.configValue] }
  }
}

extension Loss where Self == Losses.Hinge {
  /// The mean of max(1 − yTrue·yPred, 0).
  public static var hinge: Losses.Hinge { Losses.Hinge() }
}

extension Losses.Hinge: PlainLoss {}
