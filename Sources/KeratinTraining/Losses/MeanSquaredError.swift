public import KeratinGraph
public import KeratinLayers

extension Losses {
  /// The mean over the last axis of (yTrue − yPred)².
  public struct MeanSquaredError: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "MeanSquaredError"
    public let name: String
    public let reduction: LossReduction

    public init(reduction: LossReduction = .sumOverBatchSize, name: String = "mean_squared_error") {
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) -> Tensor {
      square(yPred - matched(yTrue, to: yPred)).mean(axis: -1)
    }

    public var config: [String: ConfigValue] {
      ["name": .string(name), "reduction": .string(reduction.rawValue)]
    }
  }
}

extension Loss where Self == Losses.MeanSquaredError {
  public static var meanSquaredError: Losses.MeanSquaredError { Losses.MeanSquaredError() }
}
