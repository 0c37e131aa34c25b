public import KeratinGraph
public import KeratinKernels

/// One step of ``GRU``: z, r = σ(x·W + b + h·U) of their columns; with `resetAfter` g = tanh(x·W_h + b_h + r·(h·U_h + b′_h)), else
/// g = tanh(x·W_h + b_h + (r·h)·U_h); h ← z·h + (1 − z)·g.
///
/// Input `[batch, inputs]` and the state h `[batch, units]`; output and new state `[batch, units]`. W is `[inputs, 3·units]`, U
/// `[units, 3·units]`, their columns in the order z, r, h; b is `[3·units]`, with `resetAfter` `[2, 3·units]`: a row for the inputs,
/// a row for the state.
public final class GRUCell: BuiltInCell, KerasObject {
  /// What makes gates of numbers.
  public var recurrentActivation: ActivationFunction { arguments.recurrentActivation }
  /// Whether r is applied after the product with U.
  public var resetAfter: Bool { form == .gruResetAfter }

  /// - Parameters:
  ///   - units: the extent of the state, at least 1.
  ///   - activation: of g; `.tanh` by default.
  ///   - recurrentActivation: of the gates z and r; `.sigmoid` by default.
  ///   - useBias: whether b is added; true by default.
  ///   - kernelInitializer: of W; `.glorotUniform` by default.
  ///   - recurrentInitializer: of U; `.orthogonal()` by default.
  ///   - biasInitializer: of b; `.zeros` by default.
  ///   - kernelRegularizer: a penalty on W, none by default.
  ///   - recurrentRegularizer: a penalty on U, none by default.
  ///   - biasRegularizer: a penalty on b, none by default.
  ///   - kernelConstraint: a rule for W, none by default.
  ///   - recurrentConstraint: a rule for U, none by default.
  ///   - biasConstraint: a rule for b, none by default.
  ///   - dropout: the share of the inputs that training drops; 0 by default, and 1 drops nothing.
  ///   - recurrentDropout: the share of the state that training drops in its product with U; 0 by default, and 1 drops nothing.
  ///   - resetAfter: whether r is applied after the product with U; true by default.
  ///   - seed: makes what is dropped the same in each run; by default it follows from ``setRandomSeed(_:)``.
  public convenience init(
    _ units: Int, activation: ActivationFunction? = .tanh, recurrentActivation: ActivationFunction? = .sigmoid,
    useBias: Bool = true, kernelInitializer: any Initializer = .glorotUniform,
    recurrentInitializer: any Initializer = .orthogonal(), biasInitializer: any Initializer = .zeros,
    kernelRegularizer: (any Regularizer)? = nil, recurrentRegularizer: (any Regularizer)? = nil,
    biasRegularizer: (any Regularizer)? = nil, kernelConstraint: (any Constraint)? = nil,
    recurrentConstraint: (any Constraint)? = nil, biasConstraint: (any Constraint)? = nil, dropout: Double = 0,
    recurrentDropout: Double = 0, resetAfter: Bool = true, seed: Int? = nil, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.init(
      RecurrentArguments(
        units: units, activation: activation ?? .linear, recurrentActivation: recurrentActivation ?? .linear,
        useBias: useBias, kernelInitializer: kernelInitializer, recurrentInitializer: recurrentInitializer,
        biasInitializer: biasInitializer, kernelRegularizer: kernelRegularizer,
        recurrentRegularizer: recurrentRegularizer, biasRegularizer: biasRegularizer,
        kernelConstraint: kernelConstraint, recurrentConstraint: recurrentConstraint, biasConstraint: biasConstraint,
        dropout: dropout, recurrentDropout: recurrentDropout, seed: seed), resetAfter: resetAfter, name, isTrainable,
      elementType)
  }

  package convenience init(_ config: ConfigReader) throws {
    self.init(
      try RecurrentArguments(config, isGated: true), resetAfter: try config("reset_after", or: true), nil, true, nil)
  }

  init(
    _ arguments: RecurrentArguments, resetAfter: Bool, _ name: String?, _ isTrainable: Bool,
    _ elementType: ElementType?
  ) {
    super.init(resetAfter ? .gruResetAfter : .gru, arguments, name, isTrainable, elementType)
  }

  public override func call(
    _ x: Tensor, states: [Tensor], _ context: CallContext
  ) throws -> (output: Tensor, states: [Tensor]) {
    let masks = try currentMasks(x, context)
    let h = states[0]
    let inputs = projection(x, masks).split(into: 3)
    var inner = recurrentProducts(h, masks)
    if let recurrentBias { inner = zip(inner, recurrentBias.split(into: 3)).map { $0 + $1 } }
    let z = recurrentActivation(inputs[0] + inner[0])
    let r = recurrentActivation(inputs[1] + inner[1])
    let reset =
      resetAfter ? r * inner[2] : recurrentProduct(r * (masks?.recurrent.map { h * $0[2] } ?? h), 2)
    let g = activation(inputs[2] + reset)
    let state = z * h + (1 - z) * g
    return (state, [state])
  }

  public override func copy() -> RNNCell {
    GRUCell(arguments, resetAfter: resetAfter, name, isTrainable, elementType)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "recurrent_activation": recurrentActivation.serialized, "reset_after": .bool(resetAfter),
    ]) { $1 }
  }
}
