public import KeratinGraph
public import KeratinKernels

/// A recurrent layer with long short-term memory: i, f, o = σ(x·W + b + h·U) of their columns, g = tanh of its own; c ← f·c + i·g,
/// h ← o·tanh(c) at each step.
///
/// Input `[batch, steps, inputs]`, and after it, if given, the initial states h and c `[batch, units]`. Output h `[batch, units]`, with
/// `returnSequences` `[batch, steps, units]`; with `returnState` the last h and c follow. W is `[inputs, 4·units]`, U
/// `[units, 4·units]`, b `[4·units]`, their columns in the order i, f, g, o.
/// Source: Hochreiter, Schmidhuber, "Long Short-Term Memory", Neural Computation 9, 1997; the forget gate is that of Gers, Schmidhuber,
/// Cummins, 2000.
public final class LSTM: RNN {
  /// The cell, in its own type.
  private let gates: LSTMCell

  /// - Parameters:
  ///   - units: the extent of the output, at least 1.
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
  ///   - activityRegularizer: a penalty on the results, none by default.
  ///   - kernelConstraint: a rule for W, none by default.
  ///   - recurrentConstraint: a rule for U, none by default.
  ///   - biasConstraint: a rule for b, none by default.
  ///   - dropout: the share of the inputs that training drops, the same at all steps; 0 by default, and 1 drops nothing.
  ///   - recurrentDropout: the share of the state that training drops in its product with U; 0 by default, and 1 drops nothing.
  ///   - seed: makes what is dropped the same in each run; by default it follows from ``setRandomSeed(_:)``.
  ///   - returnSequences: whether the outputs of all steps are wanted; false by default.
  ///   - returnState: whether the last h and c follow the output; false by default.
  ///   - goBackwards: whether the sequence is read from its end; false by default.
  ///   - stateful: whether the last states of a batch are the first ones of the next; false by default. Needs a fixed batch size.
  ///   - unroll: as in Keras; false by default.
  public convenience init(
    _ units: Int, activation: ActivationFunction? = .tanh, recurrentActivation: ActivationFunction? = .sigmoid,
    useBias: Bool = true, kernelInitializer: any Initializer = .glorotUniform,
    recurrentInitializer: any Initializer = .orthogonal(), biasInitializer: any Initializer = .zeros,
    unitForgetBias: Bool = true, kernelRegularizer: (any Regularizer)? = nil,
    recurrentRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    activityRegularizer: (any Regularizer)? = nil, kernelConstraint: (any Constraint)? = nil,
    recurrentConstraint: (any Constraint)? = nil, biasConstraint: (any Constraint)? = nil, dropout: Double = 0,
    recurrentDropout: Double = 0, seed: Int? = nil, returnSequences: Bool = false, returnState: Bool = false,
    goBackwards: Bool = false,
    stateful: Bool = false, unroll: Bool = false, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    let arguments = RecurrentArguments(
      units: units, activation: activation ?? .linear, recurrentActivation: recurrentActivation ?? .linear,
      useBias: useBias,
      kernelInitializer: kernelInitializer, recurrentInitializer: recurrentInitializer,
      biasInitializer: biasInitializer, kernelRegularizer: kernelRegularizer,
      recurrentRegularizer: recurrentRegularizer, biasRegularizer: biasRegularizer,
      kernelConstraint: kernelConstraint, recurrentConstraint: recurrentConstraint, biasConstraint: biasConstraint,
      dropout: dropout, recurrentDropout: recurrentDropout, seed: seed, unitForgetBias: unitForgetBias)
    let options = SequenceOptions(
      returnSequences: returnSequences, returnState: returnState, goBackwards: goBackwards, stateful: stateful,
      unroll: unroll)
    self.init(LSTMCell(arguments, "lstm_cell", isTrainable, elementType), options, name)
    self.activityRegularizer = activityRegularizer
  }

  package required convenience init(_ config: ConfigReader) throws {
    let cell = try LSTMCell(config)
    cell.name = "lstm_cell"
    self.init(cell, try SequenceOptions(config), nil)
  }

  private init(_ gates: LSTMCell, _ options: SequenceOptions, _ name: String?) {
    self.gates = gates
    super.init(gates, options, name, gates.isTrainable, gates.elementType)
  }

  public var units: Int { gates.units }
  public var activation: ActivationFunction { gates.activation }
  public var recurrentActivation: ActivationFunction { gates.recurrentActivation }
  public var unitForgetBias: Bool { gates.unitForgetBias }
  public var dropout: Double { gates.dropout }
  public var recurrentDropout: Double { gates.recurrentDropout }
  public var seed: Int? { gates.seed }
  /// W.
  public var kernel: Variable { gates.kernel }
  /// U.
  public var recurrentKernel: Variable { gates.recurrentKernel }
  /// b, `nil` where there is none.
  public var bias: Variable? { gates.bias }

  override func copy(_ options: SequenceOptions, name: String) -> RNN {
    let cell = LSTMCell(gates.arguments, gates.name, isTrainable, elementType)
    let copy = LSTM(cell, options, name)
    copy.activityRegularizer = activityRegularizer
    return copy
  }

  public override var config: [String: ConfigValue] {
    let cell = gates.config.filter { !["name", "trainable", "dtype"].contains($0.key) }
    var config = super.config.merging(cell) { $1 }
    config["cell"] = nil
    config["activity_regularizer"] = configPart(activityRegularizer)
    return config
  }
}
