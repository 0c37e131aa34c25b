public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Losses {
  /// The mean over an axis of (1 − q)ᵞ times the binary cross-entropy, q the probability predicted for what the target is: what is
  /// predicted well already counts less.
  ///
  /// With class balancing, each entry is multiplied by α for a target 1 and by 1 − α for 0, in proportion between. From logits,
  /// probabilities are their sigmoids. In the cross-entropy they are kept within 1e-7 of 0 and 1. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  ///
  /// [Lin et al., 2018](https://arxiv.org/abs/1708.02002)
  public struct BinaryFocalCrossentropy: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "BinaryFocalCrossentropy"
    public let applyClassBalancing: Bool
    public let alpha: Double
    public let gamma: Double
    public let fromLogits: Bool
    public let labelSmoothing: Double
    public let axis: Int
    public let name: String
    public let reduction: LossReduction
    public var isClassification: Bool { true }

    /// - Parameters:
    ///   - applyClassBalancing: whether targets 1 and 0 count α and 1 − α; false by default.
    ///   - alpha: α in 0...1, the weight of targets 1; 0.25 by default.
    ///   - gamma: γ ≥ 0, how much less counts what is predicted well; 2 by default.
    ///   - fromLogits: whether predictions are logits; false by default.
    ///   - labelSmoothing: s in 0...1 makes of a target y the target y·(1 − s) + s/2; 0 by default.
    ///   - axis: over which the mean is taken, the last by default.
    public init(
      applyClassBalancing: Bool = false, alpha: Double = 0.25, gamma: Double = 2, fromLogits: Bool = false,
      labelSmoothing: Double = 0, axis: Int = -1,
      reduction: LossReduction = .sumOverBatchSize, name: String = "binary_focal_crossentropy"
    ) {
      self.applyClassBalancing = applyClassBalancing
      self.alpha = alpha
      self.gamma = gamma
      self.fromLogits = fromLogits
      self.labelSmoothing = labelSmoothing
      self.axis = axis
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      try requireSmoothing(labelSmoothing, loss: name)
      let y = smoothed(yTrue.cast(to: yPred.elementType), labelSmoothing, classes: 2)
      let p = fromLogits ? sigmoid(yPred) : yPred
      let clipped = clippedProbabilities(p)
      let crossEntropy = -(y * log(clipped) + (1 - y) * log(1 - clipped))
      let focus = pow(1 - (y * p + (1 - y) * (1 - p)), gamma)
      let losses = focus * crossEntropy
      guard applyClassBalancing else { return losses.mean(axis: axis) }
      return ((y * alpha + (1 - y) * (1 - alpha)) * losses).mean(axis: axis)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireYesOrNo(targets, loss: name)
    }

    public var config: [String: ConfigValue] {
      [
        "name": .string(name), "reduction": reduction.configValue, "from_logits": .bool(fromLogits),
        "label_smoothing": .double(labelSmoothing), "axis": .int(axis),
        "apply_class_balancing": .bool(applyClassBalancing), "alpha": .double(alpha), "gamma": .double(gamma),
      ]
    }
  }
}

extension Loss where Self == Losses.BinaryFocalCrossentropy {
  /// The cross-entropy of yes-or-no targets, of which what is predicted well counts less.
  public static func binaryFocalCrossentropy(
    applyClassBalancing: Bool = false, alpha: Double = 0.25, gamma: Double = 2, fromLogits: Bool = false,
    labelSmoothing: Double = 0, axis: Int = -1
  ) -> Losses.BinaryFocalCrossentropy {
    Losses.BinaryFocalCrossentropy(
      applyClassBalancing: applyClassBalancing, alpha: alpha, gamma: gamma, fromLogits: fromLogits,
      labelSmoothing: labelSmoothing, axis: axis)
  }
}

extension Losses.BinaryFocalCrossentropy: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      applyClassBalancing: try config("apply_class_balancing", or: false), alpha: try config("alpha", or: 0.25),
      gamma: try config("gamma", or: 2), fromLogits: try config("from_logits", or: false),
      labelSmoothing: try config("label_smoothing", or: 0), axis: try config("axis", or: -1),
      reduction: try config.reduction(), name: try config.name())
  }
}
