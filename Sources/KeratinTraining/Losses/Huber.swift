public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Losses {
  /// The mean over the last axis of e²/2 where |e| ≤ δ and δ·|e| − δ²/2 elsewhere, e = yPred − yTrue: a square error that grows no
  /// faster than the absolute error far from the target.
  ///
  /// Targets have the shape of the predictions, but for an axis of extent 1 at the end.
  public struct Huber: Loss, Configurable {
    public static let module = "keras.losses"
    public static let className = "Huber"
    public let delta: Double
    public let name: String
    public let reduction: LossReduction

    /// - Parameter delta: δ, where the parabola goes over into straight lines; 1 by default.
    public init(
      delta: Double = 1,
      reduction: LossReduction = .sumOverBatchSize, name: String = "huber_loss"
    ) {
      self.delta = delta
      self.reduction = reduction
      self.name = name
    }

    public func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      let error = yPred - yTrue.cast(to: yPred.elementType)
      let size = abs(error)
      return which(size .<= delta, 0.5 * square(error), delta * size - 0.5 * delta * delta).mean(axis: -1)
    }

    public func validate(_ targets: Tensor, prediction: TensorType) throws {
      try requireMatchingShape(targets.type, prediction, loss: name)
      try requireFinite(targets, loss: name)
    }

    public var config: [String: ConfigValue] {
      var config: [String: ConfigValue] = ["name": .string(name), "reduction": reduction.configValue]
      // Keras leaves delta out of its files but reads it.
      if delta != 1 { config["delta"] = .double(delta) }
      return config
    }
  }
}

extension Loss where Self == Losses.Huber {
  /// The square error near the target, the absolute error further than `delta` from it.
  public static func huber(delta: Double = 1) -> Losses.Huber {
    Losses.Huber(delta: delta)
  }
}

extension Losses.Huber: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      delta: try config("delta", or: 1), reduction: try config.reduction(), name: try config.name(or: "huber_loss"))
  }
}
