public import KeratinGraph
public import KeratinLayers

/// Stochastic gradient descent: w ← w − lr·g; with momentum μ, v ← μ·v − lr·g and w ← w + v, or w ← w + μ·v − lr·g (Nesterov).
///
/// A batch as large as the set makes it full-batch gradient descent, a batch of one classic stochastic descent.
/// Source: Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and momentum in deep learning", ICML 2013.
public final class SGD: Optimizer, Configurable {
  public static let module = "keras.optimizers"
  public static let className = "SGD"
  public let momentum: Double
  public let nesterov: Bool

  /// - Parameters:
  ///   - learningRate: a number or a schedule; 0.01 by default.
  ///   - momentum: μ, between 0 and 1; 0 by default.
  ///   - nesterov: whether the step looks ahead along the new velocity; false by default.
  ///   - weightDecay: this and what follows it is said at ``Optimizer``'s own `init`.
  public init(
    learningRate: some LearningRateSchedule = 0.01, momentum: Double = 0, nesterov: Bool = false,
    weightDecay: Double? = nil, clipnorm: Double? = nil, globalClipnorm: Double? = nil, clipvalue: Double? = nil,
    useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String = "sgd"
  ) {
    (self.momentum, self.nesterov) = (momentum, nesterov)
    super.init(
      learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
  }

  public override func build(_ variables: [Variable]) throws {
    guard (0...1).contains(momentum) else {
      throw KeratinError(.argument, expected: "momentum between 0 and 1", received: "\(momentum)", operation: name)
    }
    if momentum != 0 { for variable in variables { try addSlot("momentum", for: variable) } }
  }

  public override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    let velocity = momentum == 0 ? nil : try slot("momentum", of: variable)
    let (w, v) = sgdStep(
      variable.value, gradient: gradient, learningRate: learningRate, momentum: momentum, nesterov: nesterov,
      velocity: velocity?.value)
    try variable.assign(w)
    if let velocity, let v { try velocity.assign(v) }
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["momentum": .double(momentum), "nesterov": .bool(nesterov)]) { $1 }
  }
}

extension Optimizer {
  /// Stochastic gradient descent.
  public static func sgd(
    learningRate: some LearningRateSchedule = 0.01, momentum: Double = 0, nesterov: Bool = false
  ) -> Optimizer {
    SGD(learningRate: learningRate, momentum: momentum, nesterov: nesterov)
  }
}

extension SGD: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      learningRate: 0.01, momentum: try config("momentum", or: 0), nesterov: try config("nesterov", or: false))
  }
}
