public import KeratinGraph
public import KeratinLayers

/// Adam, with t updates made after this one and a = lr·√(1 − β₂ᵗ) / (1 − β₁ᵗ):
/// m ← m + (g − m)·(1 − β₁), v ← v + (g² − v)·(1 − β₂), w ← w − a·m / (√v + ε).
///
/// AMSGrad puts the largest v so far under the root.
/// Source: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, with ε as before its section 2.1 ("ε hat");
/// Reddi, Kale, Kumar, "On the convergence of Adam and beyond", ICLR 2018.
public class Adam: Optimizer, Configurable, KerasObject {
  public class var module: String { "keras.optimizers" }
  public class var className: String { "Adam" }
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Double
  public let amsgrad: Bool

  /// - Parameters:
  ///   - learningRate: a number or a schedule; 0.001 by default.
  ///   - beta1: β₁, how much of the mean gradient m stays; at least 0 and below 1, 0.9 by default.
  ///   - beta2: β₂, how much of the mean square v stays; at least 0 and below 1, 0.999 by default.
  ///   - epsilon: ε, at least 0; 1e-7 by default.
  ///   - amsgrad: whether the largest v so far takes the place of v; false by default.
  ///   - weightDecay: this and what follows it is said at ``Optimizer``'s own `init`.
  public init(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7,
    amsgrad: Bool = false, weightDecay: Double? = nil, clipnorm: Double? = nil, globalClipnorm: Double? = nil,
    clipvalue: Double? = nil, useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String = "adam"
  ) {
    (self.beta1, self.beta2, self.epsilon, self.amsgrad) = (beta1, beta2, epsilon, amsgrad)
    super.init(
      learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
  }

  package required convenience init(_ config: ConfigReader) throws {
    self.init(
      beta1: try config("beta_1", or: 0.9), beta2: try config("beta_2", or: 0.999),
      epsilon: try config("epsilon", or: 1e-7), amsgrad: try config("amsgrad", or: false))
  }

  private var moments: MomentArguments { MomentArguments(beta1: beta1, beta2: beta2, epsilon: epsilon) }

  public override func build(_ variables: [Variable]) throws {
    try moments.validate(operation: name)
    for variable in variables {
      try addSlot("momentum", for: variable)
      try addSlot("velocity", for: variable)
    }
    if amsgrad { for variable in variables { try addSlot("velocity_hat", for: variable) } }
  }

  public override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    let (m, v) = (try slot("momentum", of: variable), try slot("velocity", of: variable))
    let largestV = amsgrad ? try slot("velocity_hat", of: variable) : nil
    let step = adamStep(
      variable.value, gradient: gradient, learningRate: learningRate, iterations: updateCount, m: m.value,
      v: v.value, largestV: largestV?.value, beta1: beta1, beta2: beta2, epsilon: epsilon)
    try variable.assign(step.w)
    try m.assign(step.m)
    try v.assign(step.v)
    if let largestV, let largest = step.largestV { try largestV.assign(largest) }
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "beta_1": .double(beta1), "beta_2": .double(beta2), "epsilon": .double(epsilon), "amsgrad": .bool(amsgrad),
    ]) { $1 }
  }
}

extension Optimizer {
  /// Adam.
  public static func adam(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, amsgrad: Bool = false
  ) -> Optimizer {
    Adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad)
  }
}
