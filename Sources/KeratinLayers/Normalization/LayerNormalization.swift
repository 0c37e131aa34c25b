public import KeratinGraph
public import KeratinKernels

/// Each sample brought to mean 0 and variance 1 along some axes: y = (x − mean) / √(variance + ε)·γ + β.
///
/// Input of any shape that has the axes, output of the same; γ and β have the extents of the axes. The variance is the mean square of the distance
/// to the mean (1/N).
/// Source: Ba, Kiros, Hinton, "Layer Normalization", 2016.
public final class LayerNormalization: Normalizer {
  /// The axes along which mean and variance are taken.
  public let axes: [Int]

  /// - Parameters:
  ///   - axes: along which mean and variance are taken; the last by default. Negatives count from the end.
  ///   - epsilon: added to variances; 0.001 by default.
  ///   - center: whether β is added; true by default.
  ///   - scale: whether γ is multiplied by; true by default.
  ///   - betaInitializer: of β; `.zeros` by default.
  ///   - gammaInitializer: of γ; `.ones` by default.
  ///   - betaRegularizer: a penalty on β, none by default.
  ///   - gammaRegularizer: a penalty on γ, none by default.
  ///   - betaConstraint: a rule for β, none by default.
  ///   - gammaConstraint: a rule for γ, none by default.
  public init(
    axes: [Int] = [-1], epsilon: Double = 1e-3, center: Bool = true, scale: Bool = true,
    betaInitializer: any Initializer = .zeros,
    gammaInitializer: any Initializer = .ones, betaRegularizer: (any Regularizer)? = nil,
    gammaRegularizer: (any Regularizer)? = nil,
    betaConstraint: (any Constraint)? = nil, gammaConstraint: (any Constraint)? = nil, name: String? = nil,
    isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.axes = axes.sorted()
    super.init(
      epsilon,
      NormalizationParameters(
        center: center, scale: scale, betaInitializer: betaInitializer, gammaInitializer: gammaInitializer,
        betaRegularizer: betaRegularizer, gammaRegularizer: gammaRegularizer, betaConstraint: betaConstraint,
        gammaConstraint: gammaConstraint), name, isTrainable, elementType)
  }

  public override func build(_ input: Shape) throws {
    try addParameters(Shape(try normalizedAxes(axes, of: input).map { input[$0] }))
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let x = numbers(x)
    let axes = try normalizedAxes(axes, of: x.shape)
    if axes == Array((x.rank - axes.count)..<x.rank) {
      let shape = Shape(axes.map { x.shape[$0] })
      return layerNormalized(
        x, gamma: gamma?.value ?? Tensor.ones(shape, elementType: x.elementType),
        beta: beta?.value ?? Tensor.zeros(shape, elementType: x.elementType), epsilon: epsilon
      ).y
    }
    let mean = x.mean(axes: axes, keepDims: true)
    let variance = square(x - mean).mean(axes: axes, keepDims: true)
    return normalized(x, mean: mean, variance: variance, x.shape.keeping(axes))
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging(["axis": .array(axes.map { .int($0) }), "rms_scaling": false]) { $1 }
  }
}

extension LayerNormalization: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let (beta, gamma) = (try config.weight("beta", .zeros), try config.weight("gamma", .ones))
    self.init(
      axes: try config.perAxis("axis", or: -1),
      epsilon: try config("epsilon", or: 1e-3), center: try config("center", or: true),
      scale: try config("scale", or: true), betaInitializer: beta.initializer, gammaInitializer: gamma.initializer,
      betaRegularizer: beta.regularizer, gammaRegularizer: gamma.regularizer, betaConstraint: beta.constraint,
      gammaConstraint: gamma.constraint)
  }
}
