public import KeratinGraph
public import KeratinKernels

/// What a recurrent layer does at one step: from an input and the states before it an output and the states after it.
///
/// To write one, give ``stateSize``, add variables in `build` for one step's input `[batch, …]`, and override
/// ``call(_:states:_:)``; ``RNN`` runs it over a sequence:
///
///     final class Echo: RNNCell {
///       override var stateSize: [Int] { [4] }
///       override func call(_ x: Tensor, states: [Tensor], _ context: CallContext) throws -> (output: Tensor, states: [Tensor]) {
///         let h = tanh(x + states[0])
///         return (h, [h])
///       }
///     }
///     let y = RNN(Echo())(x)
open class RNNCell: Layer {
  /// The extents of the states, each `[batch, extent]`.
  open var stateSize: [Int] { [] }

  /// The extent of the output; that of the first state by default.
  open var outputSize: Int { stateSize.first ?? 0 }

  /// The states before the first step: zeros by default.
  open func initialState(batchSize: Int) -> [Tensor] {
    stateSize.map { Tensor.zeros([batchSize, $0], elementType: elementType) }
  }

  /// One step.
  open func call(
    _ x: Tensor, states: [Tensor], _ context: CallContext
  ) throws -> (output: Tensor, states: [Tensor]) {
    throw KeratinError(
      .state, expected: "a cell that overrides call(_:states:_:)", received: "\(Self.self), which does not")
  }

  /// The same cell without what it has learnt, for ``Bidirectional``, which needs one for each direction.
  open func copy() throws -> RNNCell {
    throw KeratinError(
      .state, expected: "a cell that can be made anew for the other direction",
      received: "\(Self.self), which does not override copy()",
      suggestion: "overriding copy(), which returns a new cell made with the same arguments")
  }

  /// Tells the cell that a sequence begins, of inputs `[batch, …]` like `x`: dropout draws its masks here, once for all steps.
  func beginSequence(_ x: Tensor, _ context: CallContext) throws {}

  /// Tells the cell that the sequence has ended.
  func endSequence() {}

  /// Which of the states an output repeats at a masked step.
  var outputState: Int { 0 }

  public override var resultCount: Int { 1 + stateSize.count }

  /// One step: the input and then the states; gives the output and then the states.
  public final override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    let sizes = stateSize
    guard inputs.count == 1 + sizes.count else {
      throw KeratinError(
        .argument, expected: "an input and \(sizes.count) state\(sizes.count == 1 ? "" : "s")",
        received: "\(inputs.count) tensors", suggestion: "cell.results([x] + cell.initialState(batchSize: n))")
    }
    let (output, states) = try call(inputs[0], states: Array(inputs.dropFirst()), context)
    guard states.count == sizes.count else {
      throw KeratinError(
        .state, expected: "a call that returns \(sizes.count) states, as stateSize says",
        received: "\(states.count)")
    }
    return [output] + states
  }

  /// Builds for the input of one step; what states there are is told by ``stateSize``.
  open override func build(_ inputs: [Shape]) throws {
    guard let first = inputs.first else {
      throw KeratinError(.argument, expected: "an input", received: "none")
    }
    let sizes = stateSize
    guard !sizes.isEmpty, sizes.allSatisfy({ $0 > 0 }), outputSize > 0 else {
      throw KeratinError(
        .argument, expected: "a cell with at least one state, and extents of at least 1",
        received: "stateSize \(sizes) and outputSize \(outputSize)")
    }
    try build(first)
  }
}
