public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Losses {
  /// 1 − Σ y·p / (Σ y·p + α·Σ y·(1 − p) + β·Σ (1 − y)·p + 1e-7), for targets y and predictions p in 0...1.
  ///
  /// With α = β = 1/2 it is ``Dice``; a larger α counts what was missed for more, a larger β what was taken wrongly. The sums are
  /// over all axes, the batch's too, unless axes are named. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  ///
  /// [Salehi et al., 2017](https://arxiv.org/abs/1706.05721)
  public struct Tversky: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "Tversky"
    public let alpha: Double
    public let beta: Double
    public let axis: [Int]?
    public let name: String
    public let reduction: LossReduction

    /// - Parameters:
    ///   - alpha: α, the weight of what is in the targets alone; 0.5 by default.
    ///   - beta: β, the weight of what is in the predictions alone; 0.5 by default.
    ///   - axis: the axes over which sums are taken; all by default, which gives the whole batch one loss.
    public init(
      alpha: Double = 0.5, beta: Double = 0.5, axis: [Int]? = nil,
      reduction: LossReduction = .sumOverBatchSize, name: String = "tversky"
    ) {
      self.alpha = alpha
      self.beta = beta
      self.axis = axis
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      let y = yTrue.cast(to: yPred.elementType)
      let common = (y * yPred).sum(axes: axis)
      let missed = (y * (1 - yPred)).sum(axes: axis)
      let wrong = ((1 - y) * yPred).sum(axes: axis)
      return 1 - common / (common + missed * alpha + wrong * beta + 1e-7)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] {
      [
        "name": .string(name), "reduction": reduction.configValue, "alpha": .double(alpha), "beta": .double(beta),
        "axis": axis.map { .array($0.map { .int($0) }) } ?? .null,
      ]
    }
  }
}

extension Loss where Self == Losses.Tversky {
  /// How little of the targets' area and of the predictions' lies in both, with weights for either remainder.
  public static func tversky(alpha: Double = 0.5, beta: Double = 0.5, axis: [Int]? = nil) -> Losses.Tversky {
    Losses.Tversky(alpha: alpha, beta: beta, axis: axis)
  }
}

extension Losses.Tversky: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      alpha: try config("alpha", or: 0.5), beta: try config("beta", or: 0.5), axis: try config.axes("axis"),
      reduction: try config.reduction(), name: try config.name())
  }
}
