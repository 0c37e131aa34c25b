public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Losses {
  /// −Σ y·log p over the axis of classes, for one-hot targets, or others that say how probable each class is.
  ///
  /// Predictions are divided by their sum over the classes and then kept within 1e-7 of 0 and 1. From logits, p is their softmax
  /// and no such limit is needed. Targets have the shape of the predictions.
  public struct CategoricalCrossentropy: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "CategoricalCrossentropy"
    public let fromLogits: Bool
    public let labelSmoothing: Double
    public let axis: Int
    public let name: String
    public let reduction: LossReduction
    public var isClassification: Bool { true }

    /// - Parameters:
    ///   - fromLogits: whether predictions are logits; false by default.
    ///   - labelSmoothing: s in 0...1 makes of a target y the target y·(1 − s) + s/classes; 0 by default.
    ///   - axis: that of the classes, the last by default.
    public init(
      fromLogits: Bool = false, labelSmoothing: Double = 0, axis: Int = -1,
      reduction: LossReduction = .sumOverBatchSize, name: String = "categorical_crossentropy"
    ) {
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
      if fromLogits { return crossEntropy(logits: scores, targets: y) }
      return -(y * log(clippedProbabilities(scores / scores.sum(axis: -1, keepDims: true)))).sum(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireClassTargets(targets, prediction: prediction, loss: name)
    }

    public var config: [String: ConfigValue] {
      [
        "name": .string(name), "reduction": reduction.configValue, "from_logits": .bool(fromLogits),
        "label_smoothing": .double(labelSmoothing), "axis": .int(axis),
      ]
    }
  }
}

extension Loss where Self == Losses.CategoricalCrossentropy {
  /// The cross-entropy of one-hot targets.
  public static func categoricalCrossentropy(
    fromLogits: Bool = false, labelSmoothing: Double = 0, axis: Int = -1
  ) -> Losses.CategoricalCrossentropy {
    Losses.CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis)
  }
}

extension Losses.CategoricalCrossentropy: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      fromLogits: try config("from_logits", or: false), labelSmoothing: try config("label_smoothing", or: 0),
      axis: try config("axis", or: -1),
      reduction: try config.reduction(), name: try config.name())
  }
}
