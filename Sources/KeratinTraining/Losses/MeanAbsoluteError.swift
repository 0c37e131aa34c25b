public import KeratinGraph
public import KeratinLayers

extension Losses {
  /// The mean over the last axis of |yTrue − yPred|.
  ///
  /// Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct MeanAbsoluteError: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "MeanAbsoluteError"
    public let name: String
    public let reduction: LossReduction

    public init(reduction: LossReduction = .sumOverBatchSize, name: String = "mean_absolute_error") {
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      return abs(yPred - yTrue.cast(to: yPred.elementType)).mean(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] { ["name": .string(name), "reduction": reduction.configValue] }
  }
}

extension Loss where Self == Losses.MeanAbsoluteError {
  /// The mean of |yTrue − yPred|.
  public static var meanAbsoluteError: Losses.MeanAbsoluteError { Losses.MeanAbsoluteError() }
}

extension Losses.MeanAbsoluteError: PlainLoss {}
