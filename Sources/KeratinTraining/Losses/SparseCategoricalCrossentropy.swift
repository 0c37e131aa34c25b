public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Losses {
  /// −log p[label] along the axis of classes, for targets that are labels 0..<classes.
  ///
  /// Predictions are divided by their sum over the classes and then kept within 1e-7 of 0 and 1. From logits, p is their softmax
  /// and no such limit is needed. Targets have the shape of the predictions without the axis of classes; an axis of extent 1 may
  /// stand at the end.
  public struct SparseCategoricalCrossentropy: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "SparseCategoricalCrossentropy"
    public let fromLogits: Bool
    public let ignoreClass: Int?
    public let axis: Int
    public let name: String
    public let reduction: LossReduction
    public var isClassification: Bool { true }

    /// - Parameters:
    ///   - fromLogits: whether predictions are logits; false by default.
    ///   - ignoreClass: a label that says that there is none: its samples have loss 0 and do not count in a mean. It need not
    ///     be a class. By default there is none.
    ///   - axis: that of the classes, the last by default.
    public init(
      fromLogits: Bool = false, ignoreClass: Int? = nil, axis: Int = -1,
      reduction: LossReduction = .sumOverBatchSize, name: String = "sparse_categorical_crossentropy"
    ) {
      self.fromLogits = fromLogits
      self.ignoreClass = ignoreClass
      self.axis = axis
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      let labels = try labels(yTrue, yPred)
      let scores = try yPred.withClassesLast(axis, loss: name)
      guard let counts = try mask(yTrue, yPred) else { return losses(labels: labels, scores) }
      // What is ignored may be no class, and its scores NaN.
      let values = losses(
        labels: which(counts, labels, Tensor.zeros(like: labels)),
        which(counts.expandingDimension(at: -1), scores, Tensor(1, elementType: scores.elementType)))
      return which(counts, values, Tensor(0, elementType: values.elementType))
    }

    private func losses(labels: Tensor, _ scores: Tensor) -> Tensor {
      if fromLogits { return sparseCrossEntropy(logits: scores, labels: labels) }
      let classes = Tensor((0..<Int32(clamping: scores.shape[-1])).map { $0 })
      let isLabel = labels.expandingDimension(at: -1) .== classes
      let chosen = which(isLabel, scores, Tensor(0, elementType: scores.elementType)).sum(axis: -1)
      return -log(clippedProbabilities(chosen / scores.sum(axis: -1)))
    }

    public func mask(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor? {
      guard let ignoreClass else { return nil }
      return try labels(yTrue, yPred) .!= Double(ignoreClass)
    }

    /// Targets as int32 in the shape of the loss.
    private func labels(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      let shape = try lossShape(yPred.shape)
      guard yTrue.shape == shape || yTrue.shape.dimensions == shape.dimensions + [1] else {
        throw mismatch(yTrue.type, yPred.type)
      }
      return yTrue.reshaped(to: shape).cast(to: .int32)
    }

    private func lossShape(_ prediction: Shape) throws -> Shape {
      var dimensions = prediction.dimensions
      dimensions.remove(at: try prediction.classAxis(axis, loss: name))
      return Shape(dimensions)
    }

    private func mismatch(_ target: TensorType, _ prediction: TensorType) -> KeratinError {
      let isOneHot = target.shape.rank == prediction.shape.rank && target.shape[axis] == prediction.shape[axis]
      return shapeMismatch(
        target, prediction, loss: name,
        expected:
          "a label for each of the samples of predictions of shape \(prediction.shape), classes on axis \(axis)",
        suggestion: isOneHot ? "categoricalCrossentropy, which takes one-hot targets" : nil)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      let shape = try lossShape(prediction.shape)
      let rest = Array(targets.shape.dimensions.dropFirst())
      let wanted = Array(shape.dimensions.dropFirst())
      guard targets.rank > 0, rest == wanted || rest == wanted + [1] else {
        throw mismatch(targets.type, TensorType(prediction.shape.withUnknownBatch, prediction.elementType))
      }
      let classes = prediction.shape[axis]
      let ignored = ignoreClass.map(Double.init)
      guard
        let bad = try firstElement(
          of: targets, where: { !($0 >= 0 && $0 < Double(classes) && $0 == $0.rounded()) && $0 != ignored })
      else { return }
      let isWhole = bad.value == bad.value.rounded()
      throw KeratinError(
        .data, expected: "labels in 0...\(classes - 1), whole numbers, for predictions of \(classes) classes",
        received: "\(bad.number) in \(bad.place)", operation: name, suggestion: suggestion(bad.value, isWhole, classes))
    }

    private func suggestion(_ label: Double, _ isWhole: Bool, _ classes: Int) -> String {
      if label.isNaN { return "dropping samples without a label" }
      if !isWhole { return "meanSquaredError, if targets are no labels" }
      let first = "labels that begin at 0"
      guard label.magnitude < 1e6 else { return first }
      return label < 0
        ? "ignoreClass: \(Int(label)), if it stands for no label"
        : first + ", or a last layer with at least \(Int(label) + 1) units"
    }

    public var config: [String: ConfigValue] {
      [
        "name": .string(name), "reduction": reduction.configValue, "from_logits": .bool(fromLogits),
        "ignore_class": ignoreClass.map { .int($0) } ?? .null,
      ]
    }
  }
}

extension Loss where Self == Losses.SparseCategoricalCrossentropy {
  /// The cross-entropy of targets that are labels of classes.
  public static func sparseCategoricalCrossentropy(
    fromLogits: Bool = false, ignoreClass: Int? = nil, axis: Int = -1
  ) -> Losses.SparseCategoricalCrossentropy {
    Losses.SparseCategoricalCrossentropy(fromLogits: fromLogits, ignoreClass: ignoreClass, axis: axis)
  }
}

extension Losses.SparseCategoricalCrossentropy: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      fromLogits: try config("from_logits", or: false), ignoreClass: try config.optional("ignore_class"),
      axis: try config("axis", or: -1),
      reduction: try config.reduction(), name: try config.name())
  }
}
