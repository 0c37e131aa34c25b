public import KeratinGraph
public import KeratinKernels

/// Each channel brought to mean 0 and variance 1: y = (x − mean) / √(variance + ε)·γ + β.
///
/// In training mean and variance are those of the batch, and moving averages of them are kept: moving ← moving·momentum +
/// batch·(1 − momentum), both with the variance 1/N·Σ(x − mean)². Otherwise, and always where `isTrainable` is false, they are the
/// moving averages. Elements that the input's mask excludes are normalized, but count in neither mean nor variance. Input `[batch, …]`, output of the same shape; γ, β and the averages have the extent of the axis.
/// Source: Ioffe, Szegedy, "Batch Normalization", ICML 2015.
public final class BatchNormalization: Normalizer {
  /// The axis whose positions are normalized each for itself.
  public let axis: Int
  public let momentum: Double
  public let movingMean: Variable
  public let movingVariance: Variable

  /// - Parameters:
  ///   - axis: of the channels; the last by default. Negatives count from the end.
  ///   - momentum: the share that moving averages keep with each batch, in 0...1; 0.99 by default.
  ///   - epsilon: added to variances; 0.001 by default.
  ///   - center: whether β is added; true by default.
  ///   - scale: whether γ is multiplied by; true by default.
  ///   - betaInitializer: of β; `.zeros` by default.
  ///   - gammaInitializer: of γ; `.ones` by default.
  ///   - movingMeanInitializer: of the moving mean; `.zeros` by default.
  ///   - movingVarianceInitializer: of the moving variance; `.ones` by default.
  ///   - betaRegularizer: a penalty on β, none by default.
  ///   - gammaRegularizer: a penalty on γ, none by default.
  ///   - betaConstraint: a rule for β, none by default.
  ///   - gammaConstraint: a rule for γ, none by default.
  public init(
    axis: Int = -1, momentum: Double = 0.99, epsilon: Double = 1e-3, center: Bool = true, scale: Bool = true,
    betaInitializer: any Initializer = .zeros,
    gammaInitializer: any Initializer = .ones, movingMeanInitializer: any Initializer = .zeros,
    movingVarianceInitializer: any Initializer = .ones, betaRegularizer: (any Regularizer)? = nil,
    gammaRegularizer: (any Regularizer)? = nil,
    betaConstraint: (any Constraint)? = nil, gammaConstraint: (any Constraint)? = nil, name: String? = nil,
    isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.axis, self.momentum) = (axis, momentum)
    movingMean = Variable("moving_mean", initializer: movingMeanInitializer, isTrainable: false)
    movingVariance = Variable("moving_variance", initializer: movingVarianceInitializer, isTrainable: false)
    super.init(
      epsilon,
      NormalizationParameters(
        center: center, scale: scale, betaInitializer: betaInitializer, gammaInitializer: gammaInitializer,
        betaRegularizer: betaRegularizer, gammaRegularizer: gammaRegularizer, betaConstraint: betaConstraint,
        gammaConstraint: gammaConstraint), name, isTrainable, elementType)
  }

  public override func build(_ input: Shape) throws {
    guard (0...1).contains(momentum) else {
      throw KeratinError(.argument, expected: "a momentum in 0...1", received: "\(momentum)")
    }
    let axis = try normalizedAxes([axis], of: input)[0]
    try addParameters([input[axis]])
    add(movingMean, shape: [input[axis]])
    add(movingVariance, shape: [input[axis]])
    inputSpec = InputSpec(rank: input.rank, axes: [axis: input[axis]])
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let mask = context.mask(of: x)
    let x = numbers(x)
    let axes = try normalizedAxes([axis], of: x.shape)
    let channels = x.shape.keeping(axes)
    guard context.isTraining, isTrainable else {
      return normalized(
        x, mean: movingMean.value.reshaped(to: channels), variance: movingVariance.value.reshaped(to: channels),
        channels)
    }
    if mask == nil, axes == [x.rank - 1] {
      let channel = movingMean.value
      let (y, mean, variance) = batchNormalized(
        x, gamma: gamma?.value ?? Tensor.ones(like: channel), beta: beta?.value ?? Tensor.zeros(like: channel),
        epsilon: epsilon)
      try keepAverages(mean, variance)
      return y
    }
    let others = (0..<x.rank).filter { !axes.contains($0) }
    let (mean, variance) = moments(of: x, mask, axes: others)
    try keepAverages(mean, variance)
    return normalized(x, mean: mean, variance: variance, channels)
  }

  /// Lets the moving averages take in those of a batch.
  private func keepAverages(_ mean: Tensor, _ variance: Tensor) throws {
    for (average, batch) in [(movingMean, mean), (movingVariance, variance)] {
      let batch = batch.reshaped(to: average.shape).stopGradient()
      try average.assign(average.value * momentum + batch * (1 - momentum))
    }
  }

  /// Mean and variance over `axes` of the elements that the mask, for the first axes, lets count.
  private func moments(of x: Tensor, _ mask: Tensor?, axes: [Int]) -> (mean: Tensor, variance: Tensor) {
    guard let mask else {
      let mean = x.mean(axes: axes, keepDims: true)
      return (mean, square(x - mean).mean(axes: axes, keepDims: true))
    }
    let filling = [Int](repeating: 1, count: x.rank - mask.rank)
    let counts = mask.reshaped(to: Shape(mask.shape.dimensions + filling)).broadcast(to: x.shape)
    // Keras's 1e-7, so that a batch in which nothing counts has mean 0.
    let total = counts.cast(to: x.elementType).sum(axes: axes, keepDims: true) + 1e-7
    let zero = Tensor(0, elementType: x.elementType)
    let mean = which(counts, x, zero).sum(axes: axes, keepDims: true) / total
    return (mean, square(which(counts, x - mean, zero)).sum(axes: axes, keepDims: true) / total)
  }

  public override var supportsMasking: Bool { true }

  /// Its moments are those of the batch.
  public override var treatsSamplesApart: Bool { false }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "axis": .int(axis), "momentum": .double(momentum), "synchronized": false,
      "moving_mean_initializer": configPart(movingMean.initializer),
      "moving_variance_initializer": configPart(movingVariance.initializer),
    ]) { $1 }
  }
}

extension BatchNormalization: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let (beta, gamma) = (try config.weight("beta", .zeros), try config.weight("gamma", .ones))
    try config.accept("renorm_momentum", only: 0.99)
    self.init(
      axis: try config("axis", or: -1), momentum: try config("momentum", or: 0.99),
      epsilon: try config("epsilon", or: 1e-3), center: try config("center", or: true),
      scale: try config("scale", or: true), betaInitializer: beta.initializer, gammaInitializer: gamma.initializer,
      movingMeanInitializer: try config.initializer("moving_mean_initializer", or: .zeros),
      movingVarianceInitializer: try config.initializer("moving_variance_initializer", or: .ones),
      betaRegularizer: beta.regularizer, gammaRegularizer: gamma.regularizer, betaConstraint: beta.constraint,
      gammaConstraint: gamma.constraint)
  }
}
