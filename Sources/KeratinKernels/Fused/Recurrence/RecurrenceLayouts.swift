/// How the definition of a recurrence lays out its operands: step before sequence and gate before unit, so that what belongs
/// together at one step is one run.
struct RecurrenceLayouts {
  let descriptor: Recurrence

  /// The elements of one state.
  var count: Int { descriptor.stateCount }
  /// Two states, element by element.
  var pair: Broadcast { Broadcast(count: count, operands: 2) }
  /// A state as it is.
  var same: StridedCopy { StridedCopy(extents: [count], strides: [1], sourceCount: count) }
  /// A state and a row that all sequences share.
  var withRow: Broadcast {
    let state: Shape = [descriptor.batch, descriptor.units]
    return Broadcast([state, [descriptor.units]], to: state)
  }
  /// A state where the mask has a 1, else another.
  var choice: Broadcast {
    let state: Shape = [descriptor.batch, descriptor.units]
    return Broadcast([[descriptor.batch, 1], state, state], to: state)
  }

  /// The product of a state with the columns of one gate, `transposed` for its gradient.
  func product(transposed: Bool) -> Gemm {
    let units = descriptor.units
    var gemm = Gemm(m: descriptor.batch, n: units, k: units, transposeB: transposed)
    gemm.rowStrideB = descriptor.columns
    return gemm
  }

  /// `B × T × K × N` read as `T × K × B × N`; `backwards` also from the last step to the first.
  func byStep(_ kinds: Int, backwards: Bool) -> StridedCopy {
    let (b, t, n) = (descriptor.batch, descriptor.steps, descriptor.units)
    return StridedCopy(
      extents: [t, kinds, b, n], strides: [(backwards ? -1 : 1) * kinds * n, n, t * kinds * n, 1],
      offset: backwards && t > 0 ? (t - 1) * kinds * n : 0, sourceCount: b * t * kinds * n)
  }

  /// `T × K × B × N` read as `B × T × K × N`; `backwards` also from the last step to the first.
  func bySequence(_ kinds: Int, backwards: Bool) -> StridedCopy {
    let (b, t, n) = (descriptor.batch, descriptor.steps, descriptor.units)
    return StridedCopy(
      extents: [b, t, kinds, n], strides: [n, (backwards ? -1 : 1) * kinds * count, count, 1],
      offset: backwards && t > 0 ? (t - 1) * kinds * count : 0, sourceCount: t * kinds * count)
  }

  /// The mask `B × T` read as `T × B` in the order of the steps.
  var maskByStep: StridedCopy {
    let (b, t) = (descriptor.batch, descriptor.steps)
    return StridedCopy(
      extents: [t, b], strides: [descriptor.goBackwards ? -1 : 1, t],
      offset: descriptor.goBackwards && t > 0 ? t - 1 : 0, sourceCount: b * t)
  }
}
