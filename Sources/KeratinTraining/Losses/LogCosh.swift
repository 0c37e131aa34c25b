public import KeratinGraph
public import KeratinLayers

extension Losses {
  /// The mean over the last axis of log cosh(yPred − yTrue): about half the square of small differences, about the absolute
  /// value of large ones.
  ///
  /// Computed as x + log(1 + e⁻²ˣ) − log 2, which does not overflow. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct LogCosh: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "LogCosh"
    public let name: String
    public let reduction: LossReduction

    public init(reduction: LossReduction = .sumOverBatchSize, name: String = "log_cosh") {
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      let x = yPred - yTrue.cast(to: yPred.elementType)
      return (x + softplus(x * -2) - 0.693_147_180_559_945_3).mean(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] { ["name": .string(name), "reduction": reduction.configValue] }
  }
}

extension Loss where Self == Losses.LogCosh {
  /// The mean of log cosh(yPred − yTrue).
  public static var logCosh: Losses.LogCosh { Losses.LogCosh() }
}

extension Losses.LogCosh: PlainLoss {}
