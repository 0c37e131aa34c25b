public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// RMSprop, each gradient over the root of its mean square: v ← ρ·v + (1 − ρ)·g², Δ = lr·g / √(v + ε), w ← w − Δ.
///
/// Centered, a ← ρ·a + (1 − ρ)·g makes a variance of v: Δ = lr·g / √(v − a² + ε). With momentum μ, m ← μ·m + Δ and w ← w − m.
/// Source: Tieleman, Hinton, "Lecture 6.5: rmsprop", Neural networks for machine learning, 2012; centered as in Graves,
/// "Generating sequences with recurrent neural networks", 2013.
public final class RMSprop: Optimizer, Configurable {
  public static let module = "keras.optimizers"
  public static let className = "RMSprop"
  public let rho: Double
  public let momentum: Double
  public let epsilon: Double
  public let centered: Bool

  /// - Parameters:
  ///   - learningRate: a number or a schedule; 0.001 by default.
  ///   - rho: ρ, how much of the mean square stays; at least 0 and below 1, 0.9 by default.
  ///   - momentum: μ, between 0 and 1; 0 by default.
  ///   - epsilon: ε, at least 0, under the root; 1e-7 by default.
  ///   - centered: whether the square of the mean gradient is taken from the mean square; false by default.
  ///   - weightDecay: this and what follows it is said at ``Optimizer``'s own `init`.
  public init(
    learningRate: some LearningRateSchedule = 0.001, rho: Double = 0.9, momentum: Double = 0, epsilon: Double = 1e-7,
    centered: Bool = false, weightDecay: Double? = nil, clipnorm: Double? = nil, globalClipnorm: Double? = nil,
    clipvalue: Double? = nil, useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String = "rm_sprop"
  ) {
    (self.rho, self.momentum, self.epsilon, self.centered) = (rho, momentum, epsilon, centered)
    super.init(
      learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
  }

  public override func build(_ variables: [Variable]) throws {
    guard (0..<1).contains(rho), (0...1).contains(momentum), epsilon >= 0 else {
      throw KeratinError(
        .argument, expected: "rho at least 0 and below 1, momentum between 0 and 1, epsilon at least 0",
        received: "rho: \(rho), momentum: \(momentum), epsilon: \(epsilon)", operation: name)
    }
    for variable in variables { try addSlot("velocity", for: variable) }
    if momentum > 0 { for variable in variables { try addSlot("momentum", for: variable) } }
    if centered { for variable in variables { try addSlot("average_gradient", for: variable) } }
  }

  public override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    let velocity = try slot("velocity", of: variable)
    try velocity.assign(velocity.value * rho + square(gradient) * (1 - rho))
    var spread = velocity.value
    if centered {
      let average = try slot("average_gradient", of: variable)
      try average.assign(average.value * rho + gradient * (1 - rho))
      spread = spread - square(average.value)
    }
    var step = learningRate * gradient / sqrt(spread + epsilon)
    if momentum > 0 {
      let slot = try slot("momentum", of: variable)
      try slot.assign(slot.value * momentum + step)
      step = slot.value
    }
    try variable.assign(variable.value - step)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "rho": .double(rho), "momentum": .double(momentum), "epsilon": .double(epsilon), "centered": .bool(centered),
    ]) { $1 }
  }
}

extension Optimizer {
  /// RMSprop.
  public static func rmsprop(
    learningRate: some LearningRateSchedule = 0.001, rho: Double = 0.9, momentum: Double = 0, epsilon: Double = 1e-7,
    centered: Bool = false
  ) -> Optimizer {
    RMSprop(learningRate: learningRate, rho: rho, momentum: momentum, epsilon: epsilon, centered: centered)
  }
}

extension RMSprop: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      rho: try config("rho", or: 0.9), momentum: try config("momentum", or: 0),
      epsilon: try config("epsilon", or: 1e-7),
      centered: try config("centered", or: false))
  }
}
