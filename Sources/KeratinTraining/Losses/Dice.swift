public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Losses {
  /// 1 − 2·Σ y·p / (Σ y + Σ p + 1e-7), for targets y and predictions p in 0...1: how little of two areas lies in both.
  ///
  /// The sums are over all axes, the batch's too, unless axes are named. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct Dice: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "Dice"
    public let axis: [Int]?
    public let name: String
    public let reduction: LossReduction

    /// - Parameter axis: the axes over which sums are taken; all by default, which gives the whole batch one loss.
    public init(
      axis: [Int]? = nil,
      reduction: LossReduction = .sumOverBatchSize, name: String = "dice"
    ) {
      self.axis = axis
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      let y = yTrue.cast(to: yPred.elementType)
      let common = (y * yPred).sum(axes: axis)
      return 1 - 2 * common / (y.sum(axes: axis) + yPred.sum(axes: axis) + 1e-7)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] {
      [
        "name": .string(name), "reduction": reduction.configValue,
        "axis": axis.map { .array($0.map { .int($0) }) } ?? .null,
      ]
    }
  }
}

extension Loss where Self == Losses.Dice {
  /// How little of the targets' area and of the predictions' lies in both.
  public static func dice(axis: [Int]? = nil) -> Losses.Dice {
    Losses.Dice(axis: axis)
  }
}

extension Losses.Dice: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      axis: try config.axes("axis"),
      reduction: try config.reduction(), name: try config.name())
  }
}
