public import KeratinGraph
internal import KeratinKernels

/// The base of layers that normalize and then, if wanted, multiply by γ and add β, both learned. Not to be used itself.
public class Normalizer: Layer {
  /// What is added to variances, so that nothing is divided by 0.
  public let epsilon: Double
  /// γ, `nil` where there is none.
  public let gamma: Variable?
  /// β, `nil` where there is none.
  public let beta: Variable?
  private let parameters: NormalizationParameters

  init(
    _ epsilon: Double, _ parameters: NormalizationParameters, _ name: String?, _ isTrainable: Bool,
    _ elementType: ElementType?
  ) {
    (self.epsilon, self.parameters) = (epsilon, parameters)
    gamma = parameters.gamma
    beta = parameters.beta
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(minRank: 1)
  }

  /// Adds γ and β of this shape.
  func addParameters(_ shape: Shape) throws {
    guard epsilon >= 0 else {
      throw KeratinError(.argument, expected: "epsilon to be at least 0", received: "\(epsilon)")
    }
    for variable in [gamma, beta] { if let variable { add(variable, shape: shape) } }
  }

  /// (x − mean) / √(variance + ε)·γ + β, with γ and β reshaped to `shape`.
  func normalized(_ x: Tensor, mean: Tensor, variance: Tensor, _ shape: Shape) -> Tensor {
    var factor = rsqrt(variance + epsilon)
    if let gamma { factor = factor * gamma.value.reshaped(to: shape) }
    let y = (x - mean) * factor
    return beta.map { y + $0.value.reshaped(to: shape) } ?? y
  }

  /// The input, integers as numbers of the layer's type.
  func numbers(_ x: Tensor) -> Tensor { x.elementType.isFloating ? x : x.cast(to: elementType) }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "epsilon": .double(epsilon), "center": .bool(beta != nil), "scale": .bool(gamma != nil),
      "beta_initializer": configPart(parameters.betaInitializer),
      "gamma_initializer": configPart(parameters.gammaInitializer),
      "beta_regularizer": configPart(beta?.regularizer), "gamma_regularizer": configPart(gamma?.regularizer),
      "beta_constraint": configPart(beta?.constraint), "gamma_constraint": configPart(gamma?.constraint),
    ]) { $1 }
  }
}

/// What a ``Normalizer`` learns, and how that begins.
struct NormalizationParameters {
  let gamma: Variable?
  let beta: Variable?
  let gammaInitializer: any Initializer
  let betaInitializer: any Initializer

  init(
    center: Bool, scale: Bool, betaInitializer: any Initializer, gammaInitializer: any Initializer,
    betaRegularizer: (any Regularizer)?, gammaRegularizer: (any Regularizer)?, betaConstraint: (any Constraint)?,
    gammaConstraint: (any Constraint)?
  ) {
    (self.gammaInitializer, self.betaInitializer) = (gammaInitializer, betaInitializer)
    gamma =
      scale
      ? Variable("gamma", initializer: gammaInitializer, regularizer: gammaRegularizer, constraint: gammaConstraint)
      : nil
    beta =
      center
      ? Variable("beta", initializer: betaInitializer, regularizer: betaRegularizer, constraint: betaConstraint) : nil
  }
}
