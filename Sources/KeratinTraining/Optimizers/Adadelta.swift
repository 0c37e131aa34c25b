public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// Adadelta, whose steps have the unit of the weights: A ← ρ·A + (1 − ρ)·g², Δ = −g·√(D + ε) / √(A + ε),
/// D ← ρ·D + (1 − ρ)·Δ², w ← w + lr·Δ.
///
/// The paper has lr = 1. Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012.
public final class Adadelta: Optimizer, Configurable {
  public static let module = "keras.optimizers"
  public static let className = "Adadelta"
  public let rho: Double
  public let epsilon: Double

  /// - Parameters:
  ///   - learningRate: a number or a schedule; 0.001 by default.
  ///   - rho: ρ, how much of the mean squares A and D stays; at least 0 and below 1, 0.95 by default.
  ///   - epsilon: ε, above 0, without which the first step would be 0; 1e-7 by default.
  ///   - weightDecay: this and what follows it is said at ``Optimizer``'s own `init`.
  public init(
    learningRate: some LearningRateSchedule = 0.001, rho: Double = 0.95, epsilon: Double = 1e-7,
    weightDecay: Double? = nil, clipnorm: Double? = nil, globalClipnorm: Double? = nil, clipvalue: Double? = nil,
    useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String = "adadelta"
  ) {
    (self.rho, self.epsilon) = (rho, epsilon)
    super.init(
      learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
  }

  public override func build(_ variables: [Variable]) throws {
    guard (0..<1).contains(rho), epsilon > 0 else {
      throw KeratinError(
        .argument, expected: "rho at least 0 and below 1, epsilon above 0",
        received: "rho: \(rho), epsilon: \(epsilon)", operation: name)
    }
    for variable in variables {
      try addSlot("accumulated_grad", for: variable)
      try addSlot("accumulated_delta_var", for: variable)
    }
  }

  public override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    let squares = try slot("accumulated_grad", of: variable)
    let steps = try slot("accumulated_delta_var", of: variable)
    try squares.assign(squares.value * rho + square(gradient) * (1 - rho))
    let step = -(sqrt(steps.value + epsilon) * gradient / sqrt(squares.value + epsilon))
    try steps.assign(steps.value * rho + square(step) * (1 - rho))
    try variable.assign(variable.value + learningRate * step)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["rho": .double(rho), "epsilon": .double(epsilon)]) { $1 }
  }
}

extension Optimizer {
  /// Adadelta.
  public static func adadelta(
    learningRate: some LearningRateSchedule = 0.001, rho: Double = 0.95, epsilon: Double = 1e-7
  ) -> Optimizer {
    Adadelta(learningRate: learningRate, rho: rho, epsilon: epsilon)
  }
}

extension Adadelta: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      rho: try config("rho", or: 0.95), epsilon: try config("epsilon", or: 1e-7))
  }
}
