public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Losses {
  /// −Σ yTrue·yPred / (|yTrue|·|yPred|) along an axis: −1 for vectors in the same direction, 1 for opposite ones, 0 if one is zero.
  ///
  /// Lengths count as 1e-7 where they are less. Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct CosineSimilarity: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "CosineSimilarity"
    public let axis: Int
    public let name: String
    public let reduction: LossReduction

    /// - Parameter axis: along which the vectors lie, the last by default.
    public init(
      axis: Int = -1,
      reduction: LossReduction = .sumOverBatchSize, name: String = "cosine_similarity"
    ) {
      self.axis = axis
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      let y = yTrue.cast(to: yPred.elementType)
      return -(ofUnitLength(y) * ofUnitLength(yPred)).sum(axis: axis)
    }

    private func ofUnitLength(_ x: Tensor) -> Tensor {
      x * rsqrt(maximum(square(x).sum(axis: axis, keepDims: true), 1e-14))
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] {
      var config: [String: ConfigValue] = ["name": .string(name), "reduction": reduction.configValue]
      // Keras leaves the axis out of its files but reads it.
      if axis != -1 { config["axis"] = .int(axis) }
      return config
    }
  }
}

extension Loss where Self == Losses.CosineSimilarity {
  /// The negative cosine of the angle between targets and predictions.
  public static func cosineSimilarity(axis: Int = -1) -> Losses.CosineSimilarity {
    Losses.CosineSimilarity(axis: axis)
  }
}

extension Losses.CosineSimilarity: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      axis: try config("axis", or: -1),
      reduction: try config.reduction(), name: try config.name())
  }
}
