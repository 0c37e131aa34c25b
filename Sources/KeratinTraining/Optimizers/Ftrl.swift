public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// "Follow the regularized leader", for large sparse linear models: its L1 penalty makes weights exactly 0. With power p:
/// A′ = A + g², z ← z + g + 2·s·w − (A′⁻ᵖ − A⁻ᵖ)/lr·w, w ← (clip(z, ±l1) − z) / (A′⁻ᵖ/lr + 2·l2 + β/lr), A ← A′.
///
/// Here l1, l2 and s are the three strengths. Weights should start at 0: the first update replaces what they are.
/// Source: McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013, algorithm 1.
public final class Ftrl: Optimizer, Configurable {
  public static let module = "keras.optimizers"
  public static let className = "Ftrl"
  public let learningRatePower: Double
  public let initialAccumulatorValue: Double
  public let l1RegularizationStrength: Double
  public let l2RegularizationStrength: Double
  public let l2ShrinkageRegularizationStrength: Double
  public let beta: Double

  /// - Parameters:
  ///   - learningRate: a number or a schedule; 0.001 by default.
  ///   - learningRatePower: p, at most 0, 0 keeping the learning rate as it is; −0.5 by default.
  ///   - initialAccumulatorValue: where the sums of squares A start, at least 0; 0.1 by default.
  ///   - l1RegularizationStrength: at least 0; 0 by default.
  ///   - l2RegularizationStrength: at least 0; 0 by default.
  ///   - l2ShrinkageRegularizationStrength: s, a penalty on the size of weights that does not sum up, at least 0; 0 by default.
  ///   - beta: the paper's β, at least 0; 0 by default.
  ///   - weightDecay: this and what follows it is said at ``Optimizer``'s own `init`.
  public init(
    learningRate: some LearningRateSchedule = 0.001, learningRatePower: Double = -0.5,
    initialAccumulatorValue: Double = 0.1, l1RegularizationStrength: Double = 0, l2RegularizationStrength: Double = 0,
    l2ShrinkageRegularizationStrength: Double = 0, beta: Double = 0, weightDecay: Double? = nil,
    clipnorm: Double? = nil, globalClipnorm: Double? = nil, clipvalue: Double? = nil, useEMA: Bool = false,
    emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil,
    gradientAccumulationSteps: Int? = nil, name: String = "ftrl"
  ) {
    (
      self.learningRatePower, self.initialAccumulatorValue, self.l1RegularizationStrength,
      self.l2RegularizationStrength, self.l2ShrinkageRegularizationStrength, self.beta
    ) = (
      learningRatePower, initialAccumulatorValue, l1RegularizationStrength, l2RegularizationStrength,
      l2ShrinkageRegularizationStrength, beta
    )
    super.init(
      learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
  }

  public override func build(_ variables: [Variable]) throws {
    let others = [
      ("initialAccumulatorValue", initialAccumulatorValue), ("l1RegularizationStrength", l1RegularizationStrength),
      ("l2RegularizationStrength", l2RegularizationStrength),
      ("l2ShrinkageRegularizationStrength", l2ShrinkageRegularizationStrength), ("beta", beta),
    ]
    guard learningRatePower <= 0 else {
      throw KeratinError(
        .argument, expected: "learningRatePower at most 0", received: "\(learningRatePower)", operation: name)
    }
    for (argument, value) in others where !(value >= 0) {
      throw KeratinError(.argument, expected: "\(argument) at least 0", received: "\(value)", operation: name)
    }
    for variable in variables {
      try addSlot("accumulator", for: variable, initialValue: initialAccumulatorValue)
      try addSlot("linear", for: variable)
    }
  }

  public override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    let (sum, z) = (try slot("accumulator", of: variable), try slot("linear", of: variable))
    let (w, newSum) = (variable.value, sum.value + square(gradient))
    let (power, newPower) = (pow(sum.value, -learningRatePower), pow(newSum, -learningRatePower))
    let shrunk = gradient + w * (2 * l2ShrinkageRegularizationStrength)
    try z.assign(z.value + (shrunk - (newPower - power) / learningRate * w))
    let quadratic = newPower / learningRate + (beta / (2 * learningRate) + l2RegularizationStrength) * 2
    let clipped = z.value.clamped(min: -l1RegularizationStrength, max: l1RegularizationStrength)
    try variable.assign((clipped - z.value) / quadratic)
    try sum.assign(newSum)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "learning_rate_power": .double(learningRatePower), "initial_accumulator_value": .double(initialAccumulatorValue),
      "l1_regularization_strength": .double(l1RegularizationStrength),
      "l2_regularization_strength": .double(l2RegularizationStrength),
      "l2_shrinkage_regularization_strength": .double(l2ShrinkageRegularizationStrength), "beta": .double(beta),
    ]) { $1 }
  }
}

extension Optimizer {
  /// "Follow the regularized leader".
  public static func ftrl(
    learningRate: some LearningRateSchedule = 0.001, learningRatePower: Double = -0.5,
    initialAccumulatorValue: Double = 0.1, l1RegularizationStrength: Double = 0, l2RegularizationStrength: Double = 0,
    l2ShrinkageRegularizationStrength: Double = 0, beta: Double = 0
  ) -> Optimizer {
    Ftrl(
      learningRate: learningRate, learningRatePower: learningRatePower,
      initialAccumulatorValue: initialAccumulatorValue, l1RegularizationStrength: l1RegularizationStrength,
      l2RegularizationStrength: l2RegularizationStrength,
      l2ShrinkageRegularizationStrength: l2ShrinkageRegularizationStrength, beta: beta)
  }
}

extension Ftrl: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      learningRatePower: try config("learning_rate_power", or: -0.5),
      initialAccumulatorValue: try config("initial_accumulator_value", or: 0.1),
      l1RegularizationStrength: try config("l1_regularization_strength", or: 0),
      l2RegularizationStrength: try config("l2_regularization_strength", or: 0),
      l2ShrinkageRegularizationStrength: try config("l2_shrinkage_regularization_strength", or: 0),
      beta: try config("beta", or: 0))
  }
}
