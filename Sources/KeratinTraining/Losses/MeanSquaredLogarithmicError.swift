public import KeratinGraph
public import KeratinLayers

extension Losses {
  /// The mean over the last axis of (log(1 + yTrue) − log(1 + yPred))²: a square error of ratios rather than differences.
  ///
  /// Targets and predictions count as 1e-7 where they are less. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct MeanSquaredLogarithmicError: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "MeanSquaredLogarithmicError"
    public let name: String
    public let reduction: LossReduction

    public init(reduction: LossReduction = .sumOverBatchSize, name: String = "mean_squared_logarithmic_error") {
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      let y = yTrue.cast(to: yPred.elementType)
      return square(log(maximum(yPred, 1e-7) + 1) - log(maximum(y, 1e-7) + 1)).mean(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] { ["name": .string(name), "reduction": reduction.configValue] }
  }
}

extension Loss where Self == Losses.MeanSquaredLogarithmicError {
  /// The mean of (log(1 + yTrue) − log(1 + yPred))².
  public static var meanSquaredLogarithmicError: Losses.MeanSquaredLogarithmicError {
    Losses.MeanSquaredLogarithmicError()
  }
}

extension Losses.MeanSquaredLogarithmicError: PlainLoss {}
