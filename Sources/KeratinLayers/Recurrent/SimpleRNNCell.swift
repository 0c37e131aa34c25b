public import KeratinGraph
public import KeratinKernels

/// One step of ``SimpleRNN``: h ← f(x·W + b + h·U).
///
/// Input `[batch, inputs]` and the state h `[batch, units]`; output and new state `[batch, units]`. W is `[inputs, units]`, U
/// `[units, units]`, b `[units]`.
public final class SimpleRNNCell: BuiltInCell, KerasObject {
  /// - Parameters:
  ///   - units: the extent of the state, at least 1.
  ///   - activation: f; `.tanh` by default.
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
  ///   - dropout: the share of the inputs that training drops; 0 by default.
  ///   - recurrentDropout: the share of the state that training drops in its product with U; 0 by default.
  ///   - seed: makes what is dropped the same in each run; by default it follows from ``setRandomSeed(_:)``.
  public convenience init(
    _ units: Int, activation: ActivationFunction? = .tanh, useBias: Bool = true,
    kernelInitializer: any Initializer = .glorotUniform, recurrentInitializer: any Initializer = .orthogonal(),
    biasInitializer: any Initializer = .zeros, kernelRegularizer: (any Regularizer)? = nil,
    recurrentRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    kernelConstraint: (any Constraint)? = nil, recurrentConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil, dropout: Double = 0, recurrentDropout: Double = 0, seed: Int? = nil,
    name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.init(
      RecurrentArguments(
        units: units, activation: activation ?? .linear, recurrentActivation: .linear, useBias: useBias,
        kernelInitializer: kernelInitializer, recurrentInitializer: recurrentInitializer,
        biasInitializer: biasInitializer, kernelRegularizer: kernelRegularizer,
        recurrentRegularizer: recurrentRegularizer, biasRegularizer: biasRegularizer,
        kernelConstraint: kernelConstraint, recurrentConstraint: recurrentConstraint, biasConstraint: biasConstraint,
        dropout: dropout, recurrentDropout: recurrentDropout, seed: seed), name, isTrainable, elementType)
  }

  package convenience init(_ config: ConfigReader) throws {
    self.init(try RecurrentArguments(config, isGated: false), nil, true, nil)
  }

  init(_ arguments: RecurrentArguments, _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?) {
    super.init(.simple, arguments, name, isTrainable, elementType)
  }

  public override func call(
    _ x: Tensor, states: [Tensor], _ context: CallContext
  ) throws -> (output: Tensor, states: [Tensor]) {
    let masks = try currentMasks(x, context)
    let state = masks?.recurrent.map { states[0] * $0[0] } ?? states[0]
    let h = activation(projection(x, masks) + state.matmul(recurrentKernel.value))
    return (h, [h])
  }

  public override func copy() -> RNNCell { SimpleRNNCell(arguments, name, isTrainable, elementType) }
}
