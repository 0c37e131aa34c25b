public import KeratinGraph
public import KeratinLayers

extension Losses {
  /// max(1 + max((1 − y)·p) − Σ y·p, 0) over the last axis: for one-hot targets y, by how little the prediction of the right class
  /// is above all others, as far as that is less than 1.
  ///
  /// Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct CategoricalHinge: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "CategoricalHinge"
    public let name: String
    public let reduction: LossReduction

    public init(reduction: LossReduction = .sumOverBatchSize, name: String = "categorical_hinge") {
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      let y = yTrue.cast(to: yPred.elementType)
      return maximum(((1 - y) * yPred).max(axis: -1) - (y * yPred).sum(axis: -1) + 1, 0)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] { ["name": .string(name), "reduction": reduction.configValue] }
  }
}

extension Loss where Self == Losses.CategoricalHinge {
  /// The hinge loss of one-hot targets.
  public static var categoricalHinge: Losses.CategoricalHinge { Losses.CategoricalHinge() }
}

extension Losses.CategoricalHinge: PlainLoss {}
