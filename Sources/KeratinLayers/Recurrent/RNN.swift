public import KeratinGraph
public import KeratinKernels

/// A cell run over a sequence: at each step it is given the step's input and its own states.
///
/// Input `[batch, steps, …]`, and after it, if given, the initial states, `layer([x, h, c])`. The first result is the output of the
/// last step `[batch, units]`, or with `returnSequences` of all steps `[batch, steps, units]`; with `returnState` the last states
/// follow, see ``results(_:training:file:line:)``. Where the input's mask is false states stay as they are, and the output repeats the one before.
///
/// Built-in cells, also stacked ones, are run by one operation for the whole sequence; others step by step.
public class RNN: Layer, KerasObject {
  /// What is done at each step.
  public let cell: RNNCell
  public let returnSequences: Bool
  public let returnState: Bool
  /// Whether the sequence is read from its end; outputs then stand in the order in which they were made.
  public let goBackwards: Bool
  public let stateful: Bool
  /// As in Keras, which unrolls a loop in a graph; here it only means that a mask's first steps give zeros even after a state that was
  /// not zero.
  public let unroll: Bool
  /// Whether the output of a masked step is zero.
  public internal(set) var zeroOutputForMask: Bool
  /// The states that a stateful layer keeps from batch to batch.
  public private(set) var states: [Variable] = []

  /// - Parameters:
  ///   - cell: of a type of one's own, or a built-in one.
  ///   - returnSequences: whether the outputs of all steps are wanted; false by default.
  ///   - returnState: whether the last states follow the output; false by default.
  ///   - goBackwards: whether the sequence is read from its end; false by default.
  ///   - stateful: whether the last states of a batch are the first ones of the next; false by default. Needs a fixed batch size.
  ///   - unroll: as in Keras; false by default.
  ///   - zeroOutputForMask: whether outputs of masked steps are zero instead of the one before; false by default.
  public convenience init(
    _ cell: RNNCell, returnSequences: Bool = false, returnState: Bool = false, goBackwards: Bool = false,
    stateful: Bool = false, unroll: Bool = false, zeroOutputForMask: Bool = false, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    let options = SequenceOptions(
      returnSequences: returnSequences, returnState: returnState, goBackwards: goBackwards, stateful: stateful,
      unroll: unroll, zeroOutputForMask: zeroOutputForMask)
    self.init(cell, options, name, isTrainable, elementType)
  }

  /// The cells one after another at each step, as ``StackedRNNCells`` has them; see there and above.
  public convenience init(
    _ cells: [RNNCell], returnSequences: Bool = false, returnState: Bool = false, goBackwards: Bool = false,
    stateful: Bool = false, unroll: Bool = false, zeroOutputForMask: Bool = false, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.init(
      StackedRNNCells(cells, elementType: elementType), returnSequences: returnSequences, returnState: returnState,
      goBackwards: goBackwards, stateful: stateful, unroll: unroll, zeroOutputForMask: zeroOutputForMask, name: name,
      isTrainable: isTrainable, elementType: elementType)
  }

  package required convenience init(_ config: ConfigReader) throws {
    self.init(try config.layer("cell", as: RNNCell.self), try SequenceOptions(config), nil, true, nil)
  }

  init(
    _ cell: RNNCell, _ options: SequenceOptions, _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?
  ) {
    self.cell = cell
    (returnSequences, returnState) = (options.returnSequences, options.returnState)
    (goBackwards, stateful, unroll) = (options.goBackwards, options.stateful, options.unroll)
    zeroOutputForMask = options.zeroOutputForMask
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  /// The arguments that say how the cell is run.
  var options: SequenceOptions {
    SequenceOptions(
      returnSequences: returnSequences, returnState: returnState, goBackwards: goBackwards, stateful: stateful,
      unroll: unroll, zeroOutputForMask: zeroOutputForMask)
  }

  /// The same layer without what it has learnt, under another name and perhaps in the other direction.
  func copy(_ options: SequenceOptions, name: String) throws -> RNN {
    let copy = RNN(try cell.copy(), options, name, isTrainable, elementType)
    copy.activityRegularizer = activityRegularizer
    return copy
  }

  /// The number of axes that the input must have, `nil` for three or more.
  var inputRank: Int? { cell is BuiltInCell ? 3 : nil }

  public override var resultCount: Int { 1 + (returnState ? cell.stateSize.count : 0) }

  public override func build(_ inputs: [Shape]) throws {
    guard let input = inputs.first else {
      throw KeratinError(.argument, expected: "a sequence", received: "no input")
    }
    try checkSequence(input)
    try checkStateCount(inputs.count - 1)
    try cell.buildIfNeeded([Shape([input[0]] + input.dimensions.dropFirst(2))])
    guard stateful, states.isEmpty else { return }
    guard let batchSize = givenBatchSize else {
      throw KeratinError(
        .shape, expected: "a fixed batch size for a layer that keeps its states from batch to batch",
        received: "an input whose batch size is not known",
        suggestion: "Input(shape: \(Shape(Array(input.dimensions.dropFirst()))), batchSize: 32)")
    }
    for size in cell.stateSize { try VariableBudget.current?.take([batchSize, size], for: name + "/rnn_state") }
    states = try cell.initialState(batchSize: batchSize).map { value in
      let state = try Variable("rnn_state", value, isTrainable: false)
      state.path = name + "/rnn_state"
      return state
    }
  }

  public override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    try run(inputs, context)
  }

  public override var treatsSamplesApart: Bool { !stateful && super.treatsSamplesApart }

  public override var supportsMasking: Bool { true }

  /// The mask goes on with the outputs of all steps.
  public override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) -> [Tensor?] {
    results.indices.map { $0 == 0 && returnSequences ? inputs.first?.mask : nil }
  }

  /// Sets the states that a stateful layer keeps to zero, as at the beginning of new sequences.
  public func resetStates() throws { for state in states { try state.setZeros() } }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "return_sequences": .bool(returnSequences), "return_state": .bool(returnState),
      "go_backwards": .bool(goBackwards), "stateful": .bool(stateful), "unroll": .bool(unroll),
      "zero_output_for_mask": .bool(zeroOutputForMask), "cell": cell.serialized,
    ]) { $1 }
  }
}

/// How a cell is run over a sequence.
struct SequenceOptions {
  var returnSequences: Bool
  var returnState: Bool
  var goBackwards: Bool
  var stateful: Bool
  var unroll: Bool
  var zeroOutputForMask = false
}
