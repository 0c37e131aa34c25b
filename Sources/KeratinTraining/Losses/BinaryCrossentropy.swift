public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Losses {
  /// The mean over an axis of −y·log p − (1 − y)·log(1 − p), for targets y in 0...1 and predicted probabilities p.
  ///
  /// p is kept within 1e-7 of 0 and 1. From logits x, p is the sigmoid of x, and the loss is y·log(1 + e⁻ˣ) + (1 − y)·log(1 + eˣ),
  /// which needs no such limit. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct BinaryCrossentropy: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "BinaryCrossentropy"
    public let fromLogits: Bool
    public let labelSmoothing: Double
    public let axis: Int
    public let name: String
    public let reduction: LossReduction
    public var isClassification: Bool { true }

    /// - Parameters:
    ///   - fromLogits: whether predictions are logits; false by default.
    ///   - labelSmoothing: s in 0...1 makes of a target y the target y·(1 − s) + s/2; 0 by default.
    ///   - axis: over which the mean is taken, the last by default.
    public init(
      fromLogits: Bool = false, labelSmoothing: Double = 0, axis: Int = -1,
      reduction: LossReduction = .sumOverBatchSize, name: String = "binary_crossentropy"
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
      let y = smoothed(yTrue.cast(to: yPred.elementType), labelSmoothing, classes: 2)
      if fromLogits { return (y * softplus(-yPred) + (1 - y) * softplus(yPred)).mean(axis: axis) }
      let p = clippedProbabilities(yPred)
      return -(y * log(p) + (1 - y) * log(1 - p)).mean(axis: axis)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name) { target, prediction in
        prediction[-1] > 1 && (target[-1] == 1 || target.rank < prediction.rank)
          ? "sparseCategoricalCrossentropy, if targets are labels of \(prediction[-1]) classes" : nil
      }
      try requireYesOrNo(targets, loss: name)
    }

    public var config: [String: ConfigValue] {
      [
        "name": .string(name), "reduction": reduction.configValue, "from_logits": .bool(fromLogits),
        "label_smoothing": .double(labelSmoothing), "axis": .int(axis),
      ]
    }
  }
}

extension Loss where Self == Losses.BinaryCrossentropy {
  /// The cross-entropy of yes-or-no targets, each predicted for itself.
  public static func binaryCrossentropy(
    fromLogits: Bool = false, labelSmoothing: Double = 0, axis: Int = -1
  ) -> Losses.BinaryCrossentropy {
    Losses.BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis)
  }
}

extension Losses.BinaryCrossentropy: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      fromLogits: try config("from_logits", or: false), labelSmoothing: try config("label_smoothing", or: 0),
      axis: try config("axis", or: -1),
      reduction: try config.reduction(), name: try config.name())
  }
}
