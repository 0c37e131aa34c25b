public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// Adamax, Adam with the largest gradient, fading, in place of the mean square. With t updates made after this one:
/// m ← m + (g − m)·(1 − β₁), u ← max(β₂·u, |g|), w ← w − lr·m / ((1 − β₁ᵗ)·(u + ε)).
///
/// Source: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, section 7.1.
public final class Adamax: Optimizer, Configurable {
  public static let module = "keras.optimizers"
  public static let className = "Adamax"
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Double

  /// - Parameters:
  ///   - learningRate: a number or a schedule; 0.001 by default.
  ///   - beta1: β₁, how much of the mean gradient m stays; at least 0 and below 1, 0.9 by default.
  ///   - beta2: β₂, how much of the norm u stays; at least 0 and below 1, 0.999 by default.
  ///   - epsilon: ε, at least 0; 1e-7 by default.
  ///   - weightDecay: this and what follows it is said at ``Optimizer``'s own `init`.
  public init(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7,
    weightDecay: Double? = nil, clipnorm: Double? = nil, globalClipnorm: Double? = nil, clipvalue: Double? = nil,
    useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String = "adamax"
  ) {
    (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
    super.init(
      learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
  }

  private var moments: MomentArguments { MomentArguments(beta1: beta1, beta2: beta2, epsilon: epsilon) }

  public override func build(_ variables: [Variable]) throws {
    try moments.validate(operation: name)
    for variable in variables {
      try addSlot("momentum", for: variable)
      try addSlot("norm", for: variable)
    }
  }

  public override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    let (m, u) = (try slot("momentum", of: variable), try slot("norm", of: variable))
    let t = (updateCount + 1).cast(to: gradient.elementType)
    let power = pow(Tensor(beta1, elementType: gradient.elementType), t)
    try m.assign(m.value + (gradient - m.value) * (1 - beta1))
    try u.assign(maximum(u.value * beta2, abs(gradient)))
    try variable.assign(variable.value - learningRate * m.value / ((1 - power) * (u.value + epsilon)))
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(moments.config) { $1 }
  }
}

extension Optimizer {
  /// Adamax.
  public static func adamax(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
  ) -> Optimizer {
    Adamax(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }
}

extension Adamax: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      beta1: try config("beta_1", or: 0.9), beta2: try config("beta_2", or: 0.999),
      epsilon: try config("epsilon", or: 1e-7))
  }
}
