public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// Nadam, Adam with Nesterov's momentum. With t updates made after this one, μₜ = β₁·(1 − ½·0.96ᵗ) and Πₜ = μ₁·…·μₜ:
/// m ← m + (g − m)·(1 − β₁), v ← v + (g² − v)·(1 − β₂),
/// w ← w − lr·(μₜ₊₁·m / (1 − Πₜ₊₁) + (1 − μₜ)·g / (1 − Πₜ)) / (√(v / (1 − β₂ᵗ)) + ε).
///
/// Source: Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016.
public final class Nadam: Optimizer, Configurable {
  public static let module = "keras.optimizers"
  public static let className = "Nadam"
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Double
  /// Πₜ.
  private var product: Variable?

  /// - Parameters:
  ///   - learningRate: a number or a schedule; 0.001 by default.
  ///   - beta1: β₁, how much of the mean gradient m stays; at least 0 and below 1, 0.9 by default.
  ///   - beta2: β₂, how much of the mean square v stays; at least 0 and below 1, 0.999 by default.
  ///   - epsilon: ε, at least 0; 1e-7 by default.
  ///   - weightDecay: this and what follows it is said at ``Optimizer``'s own `init`.
  public init(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7,
    weightDecay: Double? = nil, clipnorm: Double? = nil, globalClipnorm: Double? = nil, clipvalue: Double? = nil,
    useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String = "nadam"
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
      try addSlot("velocity", for: variable)
    }
    let elementType = variables.first?.type?.elementType ?? FloatPolicy.elementType
    product = try addSlot("u_product", elementType: elementType, initialValue: 1)
  }

  public override func updateSharedState() throws {
    guard let product, let type = product.type?.elementType else { return }
    try product.assign(product.value * share(after: 1, type))
  }

  /// μ for the update that comes `count` after those made.
  private func share(after count: Double, _ type: ElementType) -> Tensor {
    let t = updateCount.cast(to: type) + count
    return (1 - 0.5 * pow(Tensor(0.96, elementType: type), t)) * beta1
  }

  public override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    guard let product else { return }
    let (m, v) = (try slot("momentum", of: variable), try slot("velocity", of: variable))
    let type = gradient.elementType
    let (now, next) = (share(after: 1, type), share(after: 2, type))
    let soFar = product.value.cast(to: type)
    let power = pow(Tensor(beta2, elementType: type), (updateCount + 1).cast(to: type))
    try m.assign(m.value + (gradient - m.value) * (1 - beta1))
    try v.assign(v.value + (square(gradient) - v.value) * (1 - beta2))
    let mean = next * m.value / (1 - soFar * next) + (1 - now) * gradient / (1 - soFar)
    try variable.assign(variable.value - mean * learningRate / (sqrt(v.value / (1 - power)) + epsilon))
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(moments.config) { $1 }
  }
}

extension Optimizer {
  /// Nadam.
  public static func nadam(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
  ) -> Optimizer {
    Nadam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }
}

extension Nadam: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      beta1: try config("beta_1", or: 0.9), beta2: try config("beta_2", or: 0.999),
      epsilon: try config("epsilon", or: 1e-7))
  }
}
