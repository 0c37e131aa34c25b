public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// Adagrad, each gradient over the root of the sum of its squares: A ← A + g², w ← w − lr·g / √(A + ε).
///
/// Source: Duchi, Hazan, Singer, "Adaptive subgradient methods for online learning and stochastic optimization", JMLR 12, 2011.
public final class Adagrad: Optimizer, Configurable {
  public static let module = "keras.optimizers"
  public static let className = "Adagrad"
  public let initialAccumulatorValue: Double
  public let epsilon: Double

  /// - Parameters:
  ///   - learningRate: a number or a schedule; 0.001 by default.
  ///   - initialAccumulatorValue: where the sums of squares A start, at least 0; 0.1 by default.
  ///   - epsilon: ε, at least 0, under the root; 1e-7 by default.
  ///   - weightDecay: this and what follows it is said at ``Optimizer``'s own `init`.
  public init(
    learningRate: some LearningRateSchedule = 0.001, initialAccumulatorValue: Double = 0.1, epsilon: Double = 1e-7,
    weightDecay: Double? = nil, clipnorm: Double? = nil, globalClipnorm: Double? = nil, clipvalue: Double? = nil,
    useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String = "adagrad"
  ) {
    (self.initialAccumulatorValue, self.epsilon) = (initialAccumulatorValue, epsilon)
    super.init(
      learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
  }

  public override func build(_ variables: [Variable]) throws {
    guard initialAccumulatorValue >= 0, epsilon >= 0 else {
      throw KeratinError(
        .argument, expected: "initialAccumulatorValue and epsilon at least 0",
        received: "initialAccumulatorValue: \(initialAccumulatorValue), epsilon: \(epsilon)", operation: name)
    }
    for variable in variables { try addSlot("accumulator", for: variable, initialValue: initialAccumulatorValue) }
  }

  public override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    let sum = try slot("accumulator", of: variable)
    try sum.assign(sum.value + square(gradient))
    try variable.assign(variable.value - learningRate * gradient / sqrt(sum.value + epsilon))
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["initial_accumulator_value": .double(initialAccumulatorValue), "epsilon": .double(epsilon)]) {
      $1
    }
  }
}

extension Optimizer {
  /// Adagrad.
  public static func adagrad(
    learningRate: some LearningRateSchedule = 0.001, initialAccumulatorValue: Double = 0.1, epsilon: Double = 1e-7
  ) -> Optimizer {
    Adagrad(learningRate: learningRate, initialAccumulatorValue: initialAccumulatorValue, epsilon: epsilon)
  }
}

extension Adagrad: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      initialAccumulatorValue: try config("initial_accumulator_value", or: 0.1),
      epsilon: try config("epsilon", or: 1e-7))
  }
}
