public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// Lion, whose steps all have the length of the learning rate: w ← w − lr·sign(β₁·m + (1 − β₁)·g), m ← β₂·m + (1 − β₂)·g.
///
/// It wants a learning rate 3 to 10 times smaller than Adam's, and a weight decay as many times larger.
/// Source: Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023.
public final class Lion: Optimizer, Configurable {
  public static let module = "keras.optimizers"
  public static let className = "Lion"
  public let beta1: Double
  public let beta2: Double

  /// - Parameters:
  ///   - learningRate: a number or a schedule; 0.001 by default.
  ///   - beta1: β₁, the share of m in the step's direction; above 0 and at most 1, 0.9 by default.
  ///   - beta2: β₂, how much of the mean gradient m stays; at least 0 and below 1, 0.99 by default.
  ///   - weightDecay: this and what follows it is said at ``Optimizer``'s own `init`.
  public init(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.99,
    weightDecay: Double? = nil, clipnorm: Double? = nil, globalClipnorm: Double? = nil, clipvalue: Double? = nil,
    useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String = "lion"
  ) {
    (self.beta1, self.beta2) = (beta1, beta2)
    super.init(
      learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
  }

  public override func build(_ variables: [Variable]) throws {
    guard beta1 > 0, beta1 <= 1, (0..<1).contains(beta2) else {
      throw KeratinError(
        .argument, expected: "beta1 above 0 and at most 1, beta2 at least 0 and below 1",
        received: "beta1: \(beta1), beta2: \(beta2)", operation: name)
    }
    for variable in variables { try addSlot("momentum", for: variable) }
  }

  public override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    let m = try slot("momentum", of: variable)
    try variable.assign(variable.value - learningRate * sign(m.value * beta1 + gradient * (1 - beta1)))
    try m.assign(m.value * beta2 + gradient * (1 - beta2))
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["beta_1": .double(beta1), "beta_2": .double(beta2)]) { $1 }
  }
}

extension Optimizer {
  /// Lion.
  public static func lion(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.99
  ) -> Optimizer {
    Lion(learningRate: learningRate, beta1: beta1, beta2: beta2)
  }
}

extension Lion: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      beta1: try config("beta_1", or: 0.9), beta2: try config("beta_2", or: 0.99))
  }
}
