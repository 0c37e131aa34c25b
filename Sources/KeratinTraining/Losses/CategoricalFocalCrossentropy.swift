public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Losses {
  /// −Σ α·(1 − p)ᵞ·y·log p over the axis of classes, for one-hot targets y: a cross-entropy in which what is predicted well already
  /// counts less.
  ///
  /// Predictions are divided by their sum over the classes and then kept within 1e-7 of 0 and 1; of logits the softmax is taken
  /// first. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  ///
  /// [Lin et al., 2018](https://arxiv.org/abs/1708.02002)
  public struct CategoricalFocalCrossentropy: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "CategoricalFocalCrossentropy"
    public let alpha: Double
    public let gamma: Double
    public let fromLogits: Bool
    public let labelSmoothing: Double
    public let axis: Int
    public let name: String
    public let reduction: LossReduction
    public var isClassification: Bool { true }

    /// - Parameters:
    ///   - alpha: α, a factor of every class; 0.25 by default.
    ///   - gamma: γ ≥ 0, how much less counts what is predicted well; 2 by default.
    ///   - fromLogits: whether predictions are logits; false by default.
    ///   - labelSmoothing: s in 0...1 makes of a target y the target y·(1 − s) + s/classes; 0 by default.
    ///   - axis: that of the classes, the last by default.
    public init(
      alpha: Double = 0.25, gamma: Double = 2, fromLogits: Bool = false, labelSmoothing: Double = 0, axis: Int = -1,
      reduction: LossReduction = .sumOverBatchSize, name: String = "categorical_focal_crossentropy"
    ) {
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
      let scores = try yPred.withClassesLast(axis, loss: name)
      let y = smoothed(
        try yTrue.cast(to: yPred.elementType).withClassesLast(axis, loss: name), labelSmoothing,
        classes: scores.shape[-1])
      let probabilities = fromLogits ? softmax(scores) : scores
      let p = clippedProbabilities(probabilities / probabilities.sum(axis: -1, keepDims: true))
      return -(alpha * pow(1 - p, gamma) * y * log(p)).sum(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireClassTargets(targets, prediction: prediction, loss: name)
    }

    public var config: [String: ConfigValue] {
      [
        "name": .string(name), "reduction": reduction.configValue, "from_logits": .bool(fromLogits),
        "label_smoothing": .double(labelSmoothing), "axis": .int(axis), "alpha": .double(alpha),
        "gamma": .double(gamma),
      ]
    }
  }
}

extension Loss where Self == Losses.CategoricalFocalCrossentropy {
  /// The cross-entropy of one-hot targets, of which what is predicted well counts less.
  public static func categoricalFocalCrossentropy(
    alpha: Double = 0.25, gamma: Double = 2, fromLogits: Bool = false, labelSmoothing: Double = 0, axis: Int = -1
  ) -> Losses.CategoricalFocalCrossentropy {
    Losses.CategoricalFocalCrossentropy(
      alpha: alpha, gamma: gamma, fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis)
  }
}

extension Losses.CategoricalFocalCrossentropy: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      alpha: try config("alpha", or: 0.25), gamma: try config("gamma", or: 2),
      fromLogits: try config("from_logits", or: false), labelSmoothing: try config("label_smoothing", or: 0),
      axis: try config("axis", or: -1),
      reduction: try config.reduction(), name: try config.name())
  }
}
