public import KeratinKernels

/// What a recurrence over a whole sequence gives.
public struct RecurrenceResult: Sendable {
  /// The state after each step, `[batch, steps, units]`.
  public let states: Tensor
  /// The cells after each step, of ``RecurrentCell/lstm`` alone.
  public let cells: Tensor?

  /// The state after the last step, and the cells: `[batch, units]`.
  public var last: [Tensor] { [states[.all, -1]] + (cells.map { [$0[.all, -1]] } ?? []) }
}

/// The states of a recurrent layer at all steps of a sequence, by one operation with its own gradient.
///
/// - Parameters:
///   - cell: what a step computes; see ``RecurrentCell``.
///   - projection: the inputs of all steps times the kernel, with the bias: `[batch, steps, gates·units]`.
///   - kernel: the recurrent kernel, `[units, gates·units]`.
///   - bias: added to each product of a state with the recurrent kernel, `[gates·units]`; only where the cell has it.
///   - initial: the state before the first step, `[batch, units]`, and the cells if there are some.
///   - mask: truth values `[batch, steps]`; where false the state stays as it is. None by default.
///   - dropout: factors `[gates, batch, units]` of the state in its products. None by default.
///   - goBackwards: whether the steps begin with the last input; false by default. The results stand in the order of the steps.
public func recurrence(
  _ cell: RecurrentCell, projection: Tensor, kernel: Tensor, bias: Tensor? = nil, initial: [Tensor],
  activation: ActivationKind = .tanh, recurrentActivation: ActivationKind = .sigmoid, mask: Tensor? = nil,
  dropout: Tensor? = nil, goBackwards: Bool = false
) -> RecurrenceResult {
  let form = RecurrenceForm(
    cell: cell, activation: activation, recurrentActivation: recurrentActivation, goBackwards: goBackwards,
    hasBias: bias != nil, hasMask: mask != nil, hasDropout: dropout != nil)
  let wanted = form.hasCells ? 2 : 1
  guard initial.count == wanted, bias == nil || cell == .gruResetAfter else {
    let error = KeratinError(
      .argument,
      expected: "\(wanted) initial state\(wanted == 1 ? "" : "s")\(bias == nil ? "" : " and no recurrent bias")",
      received: "\(initial.count)\(bias == nil ? "" : " and a recurrent bias")")
    let failed = Tensor(failing: error, in: "recurrence", of: [projection])
    return RecurrenceResult(states: failed, cells: form.hasCells ? failed : nil)
  }
  let inputs = [projection, kernel] + initial + [bias, mask, dropout].compactMap { $0 }
  let results = apply(RecurrenceOperation(form: form), inputs)
  return RecurrenceResult(states: results[0], cells: form.hasCells ? results[1] : nil)
}
