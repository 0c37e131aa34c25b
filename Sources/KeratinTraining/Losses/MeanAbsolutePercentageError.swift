public import KeratinGraph
public import KeratinLayers

extension Losses {
  /// 100 times the mean over the last axis of |yTrue − yPred| / |yTrue|: by how many percent predictions are off.
  ///
  /// |yTrue| counts as 1e-7 where it is less. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct MeanAbsolutePercentageError: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "MeanAbsolutePercentageError"
    public let name: String
    public let reduction: LossReduction

    public init(reduction: LossReduction = .sumOverBatchSize, name: String = "mean_absolute_percentage_error") {
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      let y = yTrue.cast(to: yPred.elementType)
      return 100 * abs((y - yPred) / maximum(abs(y), 1e-7)).mean(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] { ["name": .string(name), "reduction": reduction.configValue] }
  }
}

extension Loss where Self == Losses.MeanAbsolutePercentageError {
  /// By how many percent of the targets predictions are off.
  public static var meanAbsolutePercentageError: Losses.MeanAbsolutePercentageError {
    Losses.MeanAbsolutePercentageError()
  }
}

extension Losses.MeanAbsolutePercentageError: PlainLoss {}
