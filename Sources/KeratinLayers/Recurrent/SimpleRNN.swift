public import KeratinGraph
public import KeratinKernels

/// A fully connected recurrent layer: h ← f(x·W + b + h·U) at each step.
///
/// Input `[batch, steps, inputs]`, and after it, if given, the initial state `[batch, units]`. Output `[batch, units]`, with
/// `returnSequences` `[batch, steps, units]`; with `returnState` the last state `[batch, units]` follows. W is `[inputs, units]`, U
/// `[units, units]`, b `[units]`.
public final class SimpleRNN: RNN {
  /// The cell, in its own type.
  private let gates: SimpleRNNCell

  /// - Parameters:
  ///   - units: the extent of the output, at least 1.
  ///   - activation: f; `.tanh` by default.
  ///   - useBias: whether b is added; true by default.
  ///   - kernelInitializer: of W; `.glorotUniform` by default.
  ///   - recurrentInitializer: of U; `.orthogonal()` by default.
  ///   - biasInitializer: of b; `.zeros` by default.
  ///   - kernelRegularizer: a penalty on W, none by default.
  ///   - recurrentRegularizer: a penalty on U, none by default.
  ///   - biasRegularizer: a penalty on b, none by default.
  ///   - activityRegularizer: a penalty on the results, none by default.
  ///   - kernelConstraint: a rule for W, none by default.
  ///   - recurrentConstraint: a rule for U, none by default.
  ///   - biasConstraint: a rule for b, none by default.
  ///   - dropout: the share of the inputs that training drops, the same at all steps; 0 by default.
  ///   - recurrentDropout: the share of the state that training drops in its product with U; 0 by default.
  ///   - seed: makes what is dropped the same in each run; by default it follows from ``setRandomSeed(_:)``.
  ///   - returnSequences: whether the outputs of all steps are wanted; false by default.
  ///   - returnState: whether the last state follows the output; false by default.
  ///   - goBackwards: whether the sequence is read from its end; false by default.
  ///   - stateful: whether the last states of a batch are the first ones of the next; false by default. Needs a fixed batch size.
  ///   - unroll: as in Keras; false by default.
  public convenience init(
    _ units: Int, activation: ActivationFunction? = .tanh, useBias: Bool = true,
    kernelInitializer: any Initializer = .glorotUniform, recurrentInitializer: any Initializer = .orthogonal(),
    biasInitializer: any Initializer =
      .zeros, kernelRegularizer: (any Regularizer)? = nil, recurrentRegularizer: (any Regularizer)? = nil,
    biasRegularizer: (any Regularizer)? = nil, activityRegularizer: (any Regularizer)? = nil,
    kernelConstraint: (any Constraint)? = nil, recurrentConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil,
    dropout: Double = 0, recurrentDropout: Double = 0, seed: Int? = nil, returnSequences: Bool = false,
    returnState:
      Bool = false, goBackwards: Bool = false, stateful: Bool = false, unroll: Bool = false, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    let arguments = RecurrentArguments(
      units: units, activation: activation ?? .linear, recurrentActivation: .linear, useBias: useBias,
      kernelInitializer: kernelInitializer, recurrentInitializer: recurrentInitializer,
      biasInitializer: biasInitializer, kernelRegularizer: kernelRegularizer,
      recurrentRegularizer: recurrentRegularizer, biasRegularizer: biasRegularizer,
      kernelConstraint: kernelConstraint, recurrentConstraint: recurrentConstraint, biasConstraint: biasConstraint,
      dropout: dropout, recurrentDropout: recurrentDropout, seed: seed)
    let options = SequenceOptions(
      returnSequences: returnSequences, returnState: returnState, goBackwards: goBackwards, stateful: stateful,
      unroll: unroll)
    self.init(SimpleRNNCell(arguments, "simple_rnn_cell", isTrainable, elementType), options, name)
    self.activityRegularizer = activityRegularizer
  }

  package required convenience init(_ config: ConfigReader) throws {
    let cell = try SimpleRNNCell(config)
    cell.name = "simple_rnn_cell"
    self.init(cell, try SequenceOptions(config), nil)
  }

  private init(_ gates: SimpleRNNCell, _ options: SequenceOptions, _ name: String?) {
    self.gates = gates
    super.init(gates, options, name, gates.isTrainable, gates.elementType)
  }

  public var units: Int { gates.units }
  public var activation: ActivationFunction { gates.activation }
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
    let cell = SimpleRNNCell(gates.arguments, gates.name, isTrainable, elementType)
    let copy = SimpleRNN(cell, options, name)
    copy.activityRegularizer = activityRegularizer
    return copy
  }

  public override var config: [String: ConfigValue] {
    let cell = gates.config.filter { !["name", "trainable", "dtype"].contains($0.key) }
    var config = super.config.merging(cell) { $1 }
    config["cell"] = nil
    // Keras leaves it out here.
    config["seed"] = nil
    config["activity_regularizer"] = configPart(activityRegularizer)
    return config
  }
}
