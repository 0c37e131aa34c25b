public import KeratinGraph
public import KeratinKernels

/// One step of ``LSTM``: i, f, o = σ(x·W + b + h·U) of their columns, g = tanh of its own; c ← f·c + i·g, h ← o·tanh(c).
///
/// Input `[batch, inputs]` and the states h and c `[batch, units]`; output h and new states alike. W is `[inputs, 4·units]`, U
/// `[units, 4·units]`, b `[4·units]`, their columns in the order i, f, g, o.
public final class LSTMCell: BuiltInCell, KerasObject {
  /// What makes gates of numbers.
  public var recurrentActivation: ActivationFunction { arguments.recurrentActivation }
  /// Whether the forget gates' biases begin as ones.
  public let unitForgetBias: Bool

  /// - Parameters:
  ///   - units: the extent of each state, at least 1.
  ///   - activation: of g, and of c on its way to h; `.tanh` by default.
  ///   - recurrentActivation: of the gates i, f and o; `.sigmoid` by default.
  ///   - useBias: whether b is added; true by default.
  ///   - kernelInitializer: of W; `.glorotUniform` by default.
  ///   - recurrentInitializer: of U; `.orthogonal()` by default.
  ///   - biasInitializer: of b; `.zeros` by default.
  ///   - unitForgetBias: whether the biases of f begin as ones, as Jozefowicz and others advise (2015); true by default.
  ///   - kernelRegularizer: a penalty on W, none by default.
  ///   - recurrentRegularizer: a penalty on U, none by default.
  ///   - biasRegularizer: a penalty on b, none by default.
  ///   - kernelConstraint: a rule for W, none by default.
  ///   - recurrentConstraint: a rule for U, none by default.
  ///   - biasConstraint: a rule for b, none by default.
  ///   - dropout: the share of the inputs that training drops; 0 by default, and 1 drops nothing.
  ///   - recurrentDropout: the share of the state that training drops in its product with U; 0 by default, and 1 drops nothing.
  ///   - seed: makes what is dropped the same in each run; by default it follows from ``setRandomSeed(_:)``.
  public convenience init(
    _ units: Int, activation: ActivationFunction? = .tanh, recurrentActivation: ActivationFunction? = .sigmoid,
    useBias: Bool = true, kernelInitializer: any Initializer = .glorotUniform,
    recurrentInitializer: any Initializer = .orthogonal(), biasInitializer: any Initializer = .zeros,
    unitForgetBias: Bool = true, kernelRegularizer: (any Regularizer)? = nil,
    recurrentRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    kernelConstraint: (any Constraint)? = nil, recurrentConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil, dropout: Double = 0, recurrentDropout: Double = 0, seed: Int? = nil,
    name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.init(
      RecurrentArguments(
        units: units, activation: activation ?? .linear, recurrentActivation: recurrentActivation ?? .linear,
        useBias: useBias, kernelInitializer: kernelInitializer, recurrentInitializer: recurrentInitializer,
        biasInitializer: biasInitializer, kernelRegularizer: kernelRegularizer,
        recurrentRegularizer: recurrentRegularizer, biasRegularizer: biasRegularizer,
        kernelConstraint: kernelConstraint, recurrentConstraint: recurrentConstraint, biasConstraint: biasConstraint,
        dropout: dropout, recurrentDropout: recurrentDropout, seed: seed, unitForgetBias: unitForgetBias), name,
      isTrainable, elementType)
  }

  package convenience init(_ config: ConfigReader) throws {
    var arguments = try RecurrentArguments(config, isGated: true)
    arguments.unitForgetBias = try config("unit_forget_bias", or: true)
    self.init(arguments, nil, true, nil)
  }

  init(_ arguments: RecurrentArguments, _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?) {
    unitForgetBias = arguments.unitForgetBias
    super.init(.lstm, arguments, name, isTrainable, elementType)
  }

  public override func call(
    _ x: Tensor, states: [Tensor], _ context: CallContext
  ) throws -> (output: Tensor, states: [Tensor]) {
    let masks = try currentMasks(x, context)
    let z = zip(projection(x, masks).split(into: 4), recurrentProducts(states[0], masks)).map { $0 + $1 }
    let c = recurrentActivation(z[1]) * states[1] + recurrentActivation(z[0]) * activation(z[2])
    let h = recurrentActivation(z[3]) * activation(c)
    return (h, [h, c])
  }

  public override func copy() -> RNNCell { LSTMCell(arguments, name, isTrainable, elementType) }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "recurrent_activation": recurrentActivation.serialized, "unit_forget_bias": .bool(unitForgetBias),
    ]) { $1 }
  }
}

extension BuiltInCell {
  /// The products of a state with the columns of U of each gate.
  func recurrentProducts(_ h: Tensor, _ masks: DropoutMasks?) -> [Tensor] {
    guard let factors = masks?.recurrent else { return h.matmul(recurrentKernel.value).split(into: form.gates) }
    return (0..<form.gates).map { gate in recurrentProduct(h * factors[gate], gate) }
  }

  /// The product of a state with the columns of U of one gate.
  func recurrentProduct(_ h: Tensor, _ gate: Int) -> Tensor {
    h.matmul(recurrentKernel.value[.all, gate * units..<(gate + 1) * units])
  }
}
