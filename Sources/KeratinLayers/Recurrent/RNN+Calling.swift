internal import KeratinGraph
internal import KeratinKernels

extension RNN {
  /// Output and last states for a sequence and perhaps initial states.
  func run(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    try checkStateCount(inputs.count - 1)
    try checkSequence(inputs[0].shape)
    let x = inputs[0].elementType.isFloating ? inputs[0] : inputs[0].cast(to: elementType)
    let mask = try stepMask(inputs[0], context)
    let initial = try initialStates(inputs, batch: x.shape[0])
    var (outputs, last) = try steps(x, initial, mask, context)
    if stateful { for (state, value) in zip(states, last) { try state.assign(value) } }
    if zeroOutputForMask, let mask {
      // Outputs stand in the order of the steps.
      let isValid = goBackwards ? mask.reversed(axes: [1]) : mask
      outputs = which(
        isValid.reshaped(to: Shape(isValid.shape.dimensions + [Int](repeating: 1, count: outputs.rank - 2))), outputs,
        Tensor.zeros(like: outputs))
    }
    return [returnSequences ? outputs : outputs[.all, -1]] + (returnState ? last : [])
  }

  /// The outputs of all steps in the order of the steps, and the last states.
  private func steps(
    _ x: Tensor, _ initial: [Tensor], _ mask: Tensor?, _ context: CallContext
  ) throws -> (outputs: Tensor, states: [Tensor]) {
    if let cell = cell as? any SequenceCell, cell.runsSequences, !(unroll && mask != nil) {
      return try cell.sequence(x, initial: initial, mask: mask, goBackwards: goBackwards, context)
    }
    let order = goBackwards ? Array((0..<x.shape[1]).reversed()) : Array(0..<x.shape[1])
    let count = cell.stateSize.count
    var states = initial
    var outputs: [Tensor] = []
    try cell.beginSequence(x[.all, 0], context)
    defer { cell.endSequence() }
    for step in order {
      let results = try cell.invoke([x[.all, step]] + states, context)
      if let error = results.lazy.compactMap(\.error).first { throw error }
      var (output, after) = (results[0], Array(results[1...count]))
      if let mask {
        let isValid = mask[.all, step]
        output = chosen(isValid, output, outputBefore(output, states, outputs.last))
        after = zip(after, states).map { chosen(isValid, $0, $1) }
      }
      outputs.append(output)
      states = after
    }
    return (Tensor.stacked(outputs, axis: 1), states)
  }

  /// What a masked step repeats: as in Keras a state where there is a loop, the last output where it is unrolled.
  private func outputBefore(_ output: Tensor, _ states: [Tensor], _ last: Tensor?) -> Tensor {
    let state = states[cell.outputState]
    if !unroll, state.shape == output.shape { return state }
    return last ?? Tensor.zeros(like: output)
  }

  private func chosen(_ isValid: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    which(isValid.reshaped(to: Shape([a.shape[0]] + [Int](repeating: 1, count: a.rank - 1))), a, b)
  }

  private func initialStates(_ inputs: [Tensor], batch: Int) throws -> [Tensor] {
    if stateful, let size = states.first?.shape[0], size != batch {
      throw KeratinError(
        .shape, expected: "batches of \(size), whose states the layer keeps", received: "a batch of \(batch)",
        suggestion: "a number of samples that is a multiple of \(size), and batchSize: \(size)")
    }
    guard inputs.count > 1 else {
      if stateful { return states.map(\.value) }
      let type = inputs[0].elementType
      return cell.initialState(batchSize: batch).map { type.isFloating ? $0.cast(to: type) : $0 }
    }
    for (state, size) in zip(inputs.dropFirst(), cell.stateSize) where state.shape != [batch, size] {
      throw KeratinError(
        .shape, expected: "an initial state of shape \([batch, size] as Shape)", received: "\(state.shape)")
    }
    return Array(inputs.dropFirst())
  }

  /// The mask of the steps, `[batch, steps]`.
  private func stepMask(_ x: Tensor, _ context: CallContext) throws -> Tensor? {
    guard let mask = context.mask(of: x) else { return nil }
    guard mask.shape == [x.shape[0], x.shape[1]] else {
      throw KeratinError(
        .shape, expected: "a mask of shape \([x.shape[0], x.shape[1]] as Shape), one truth value for each step",
        received: "\(mask.shape)")
    }
    return mask
  }

  func checkSequence(_ shape: Shape) throws {
    let rank = inputRank
    guard rank.map({ shape.rank == $0 }) ?? (shape.rank >= 3) else {
      throw KeratinError(
        .shape, expected: "sequences of shape [batch, steps, \(rank == nil ? "…" : "features")]", received: "\(shape)",
        suggestion: shape.rank == 2
          ? "returnSequences: true on a recurrent layer before this one, or expandingDimension(at: -1) for sequences of single numbers"
          : nil)
    }
    guard shape[1] != 0 else {
      throw KeratinError(
        .shape, expected: "sequences of at least one step", received: "sequences of length 0, in shape \(shape)")
    }
    if let built = buildShapes.first, isBuilt, shape.dimensions.dropFirst(2) != built.dimensions.dropFirst(2) {
      throw KeratinError(
        .shape,
        expected: "steps of shape \(Shape(Array(built.dimensions.dropFirst(2)))), as when the layer was built",
        received: "steps of shape \(Shape(Array(shape.dimensions.dropFirst(2))))")
    }
  }

  func checkStateCount(_ count: Int) throws {
    let wanted = cell.stateSize.count
    guard count == 0 || count == wanted else {
      throw KeratinError(
        .argument, expected: "no initial state, or \(wanted)", received: "\(count)",
        suggestion: "layer([x, \((1...max(1, wanted)).map { "state\($0)" }.joined(separator: ", "))])")
    }
  }
}
