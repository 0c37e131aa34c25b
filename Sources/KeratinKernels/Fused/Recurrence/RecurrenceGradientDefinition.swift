extension FusedKernels where Self: Backend {
  public func recurrenceGradient<T: FloatingScalar>(
    _ forward: borrowing RecurrenceRecord<T>, kernel u: Span<T>, mask: Span<UInt8>, dropout: Span<T>,
    dStates: Span<T>, dCells: Span<T>, _ descriptor: Recurrence, into dProjection: inout MutableSpan<T>,
    dInner: inout MutableSpan<T>, dInitial: inout MutableSpan<T>, dInitialCells: inout MutableSpan<T>,
    before: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    recurrenceGradientDefinition(
      forward, kernel: u, mask: mask, dropout: dropout, dStates: dStates, dCells: dCells, descriptor,
      into: &dProjection, dInner: &dInner, dInitial: &dInitial, dInitialCells: &dInitialCells, before: &before,
      &workspace)
  }

  public func gradientWorkspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    recurrenceGradientDefinitionBytes(descriptor, type)
  }

  /// What ``recurrenceGradient`` means: a walk back from the last step.
  public func recurrenceGradientDefinition<T: FloatingScalar>(
    _ forward: borrowing RecurrenceRecord<T>, kernel u: Span<T>, mask: Span<UInt8>, dropout: Span<T>,
    dStates: Span<T>, dCells: Span<T>, _ descriptor: Recurrence, into dProjection: inout MutableSpan<T>,
    dInner: inout MutableSpan<T>, dInitial: inout MutableSpan<T>, dInitialCells: inout MutableSpan<T>,
    before: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let table = RecurrenceTable<T>(descriptor, &workspace)
    let (layouts, matrices) = (table.layouts, table.matrices)
    let (steps, cell, gates) = (descriptor.steps, descriptor.cell, descriptor.cell.gates)
    let (hasCells, hasInner) = (cell == .lstm, cell == .gruResetAfter)
    read(forward, mask, dStates, dCells, table)
    // The gradients of the state and the cells after the step, as far as later steps have them.
    fill(0, into: table.h, table)
    fill(0, into: table.c, table)
    for s in stride(from: steps - 1, through: 0, by: -1) {
      let (dH, dC, past) = (table.room(4), table.room(5), table.room(6))
      binary(.add, table.stateGradient(s), table.h, into: dH, table)
      if hasCells { binary(.add, table.cellGradient(s), table.c, into: dC, table) }
      copy(s > 0 ? matrices[table.state(s - 1)] : forward.initial, into: table.before(s), table)
      switch cell {
      case .simple:
        activateGradient(descriptor.activation, table.state(s), dH, into: table.gate(s, 0), table)
        fill(0, into: past, table)
      case .lstm:
        copy(s > 0 ? matrices[table.cell(s - 1)] : forward.initialCells, into: table.room(7), table)
        lstmGradient(s, dH, dC, before: table.room(7), table)
        fill(0, into: past, table)
      case .gru: gruGradient(s, dH, past, before: table.before(s), u, dropout, table)
      case .gruResetAfter: resetAfterGradient(s, dH, past, before: table.before(s), table)
      }
      if !mask.isEmpty {
        let kept = table.room(8)
        for gate in 0..<gates {
          for part in hasInner ? [table.gate(s, gate), table.inner(s, gate)] : [table.gate(s, gate)] {
            choose(part, table.zeros, at: s, into: kept, table)
            copy(matrices[kept], into: part, table)
          }
        }
        // Where the state stayed, so does its gradient.
        choose(past, dH, at: s, into: kept, table)
        copy(matrices[kept], into: past, table)
        if hasCells {
          choose(table.c, dC, at: s, into: kept, table)
          copy(matrices[kept], into: table.c, table)
        }
      }
      // The share of the state that went past the gates, and what it gave through U.
      copy(matrices[past], into: table.h, table)
      for gate in 0..<(cell == .gru ? 2 : gates) {
        multiplyBack(hasInner ? table.inner(s, gate) : table.gate(s, gate), gate: gate, u, dropout, into: past, table)
        binary(.add, table.h, past, into: table.room(8), table)
        copy(matrices[table.room(8)], into: table.h, table)
      }
    }
    copy(matrices[table.h], layouts.same, into: &dInitial)
    copy(
      matrices[table.before(0)..<table.before(steps)], layouts.bySequence(1, backwards: false), into: &before)
    if hasCells { copy(matrices[table.c], layouts.same, into: &dInitialCells) }
    copy(
      matrices[table.gate(0, 0)..<table.gate(steps, 0)], layouts.bySequence(gates, backwards: descriptor.goBackwards),
      into: &dProjection)
    if hasInner {
      let inner = matrices[table.inner(0, 0)..<table.inner(steps, 0)]
      copy(inner, layouts.bySequence(gates, backwards: false), into: &dInner)
    }
  }

  /// The workspace of ``recurrenceGradientDefinition``.
  public func recurrenceGradientDefinitionBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    let product = RecurrenceLayouts(descriptor: descriptor).product(transposed: true)
    return RecurrenceTable<Float>.bytes(descriptor, type, product: workspaceBytes(product, type))
  }

  /// Lays out what the gradient reads.
  private func read<T: FloatingScalar>(
    _ forward: borrowing RecurrenceRecord<T>, _ mask: Span<UInt8>, _ dStates: Span<T>, _ dCells: Span<T>,
    _ table: borrowing RecurrenceTable<T>
  ) {
    let (layouts, matrices, steps) = (table.layouts, table.matrices, table.descriptor.steps)
    let (cell, single) = (table.descriptor.cell, table.layouts.byStep(1, backwards: false))
    if !mask.isEmpty {
      var masks = table.masks.writing(0..<steps)
      copy(mask, layouts.maskByStep, into: &masks)
    }
    var states = matrices.writing(table.state(0)..<table.state(steps))
    copy(forward.states, single, into: &states)
    var gradients = matrices.writing(table.stateGradient(0)..<table.stateGradient(steps))
    if dStates.count == gradients.count {
      copy(dStates, single, into: &gradients)
    } else {
      fill(0, into: &gradients)
      copy(dStates, into: table.stateGradient(steps - 1), table)
    }
    if cell == .lstm {
      var cells = matrices.writing(table.cell(0)..<table.cell(steps))
      copy(forward.cells, single, into: &cells)
      var gradients = matrices.writing(table.cellGradient(0)..<table.cellGradient(steps))
      if dCells.isEmpty { fill(0, into: &gradients) } else { copy(dCells, single, into: &gradients) }
    }
    if cell.savedGates > 0 {
      var saved = matrices.writing(table.saved(0, 0)..<table.saved(steps, 0))
      copy(forward.saved, layouts.byStep(cell.savedGates, backwards: false), into: &saved)
    }
    fill(1, into: table.ones, table)
    fill(0, into: table.zeros, table)
  }

  /// Matrix `i` = (dz · the transposed columns of U of one gate) times the factors of dropout, if any.
  private func multiplyBack<T: FloatingScalar>(
    _ dz: Int, gate: Int, _ u: Span<T>, _ dropout: Span<T>, into i: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    product(dz, gate: gate, u, transposed: true, into: table.room(11), table)
    drop(table.room(11), gate: gate, dropout, into: i, table)
  }

  /// The gradients of the gates, and `table.c`, the gradient of the cells before.
  private func lstmGradient<T: FloatingScalar>(
    _ s: Int, _ dH: Int, _ dC: Int, before: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    let (activation, gate) = (table.descriptor.activation, table.descriptor.recurrentActivation)
    let (i, f, g, o) = (table.saved(s, 0), table.saved(s, 1), table.saved(s, 2), table.saved(s, 3))
    let (a, b, all) = (table.room(8), table.room(9), table.room(10))
    activate(activation, table.cell(s), into: a, table)
    binary(.multiply, dH, a, into: b, table)
    activateGradient(gate, o, b, into: table.gate(s, 3), table)
    binary(.multiply, dH, o, into: b, table)
    activateGradient(activation, a, b, into: table.room(11), table)
    binary(.add, dC, table.room(11), into: all, table)
    binary(.multiply, all, g, into: b, table)
    activateGradient(gate, i, b, into: table.gate(s, 0), table)
    binary(.multiply, all, i, into: b, table)
    activateGradient(activation, g, b, into: table.gate(s, 2), table)
    binary(.multiply, all, before, into: b, table)
    activateGradient(gate, f, b, into: table.gate(s, 1), table)
    binary(.multiply, all, f, into: table.c, table)
  }

  /// The gradients of the update gate and the candidate, and matrix `past`, the share of the state before that goes past the gates.
  private func candidateGradient<T: FloatingScalar>(
    _ s: Int, _ dH: Int, _ past: Int, before: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    let descriptor = table.descriptor
    let (z, g) = (table.saved(s, 0), table.saved(s, 2))
    let (a, b) = (table.room(8), table.room(9))
    binary(.subtract, before, g, into: a, table)
    binary(.multiply, dH, a, into: b, table)
    activateGradient(descriptor.recurrentActivation, z, b, into: table.gate(s, 0), table)
    binary(.subtract, table.ones, z, into: a, table)
    binary(.multiply, dH, a, into: b, table)
    activateGradient(descriptor.activation, g, b, into: table.gate(s, 2), table)
    binary(.multiply, dH, z, into: past, table)
  }

  private func resetAfterGradient<T: FloatingScalar>(
    _ s: Int, _ dH: Int, _ past: Int, before: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    let (r, inner, b) = (table.saved(s, 1), table.saved(s, 3), table.room(9))
    candidateGradient(s, dH, past, before: before, table)
    binary(.multiply, table.gate(s, 2), inner, into: b, table)
    activateGradient(table.descriptor.recurrentActivation, r, b, into: table.gate(s, 1), table)
    for gate in 0..<2 { copy(table.matrices[table.gate(s, gate)], into: table.inner(s, gate), table) }
    binary(.multiply, table.gate(s, 2), r, into: table.inner(s, 2), table)
  }

  private func gruGradient<T: FloatingScalar>(
    _ s: Int, _ dH: Int, _ past: Int, before: Int, _ u: Span<T>, _ dropout: Span<T>,
    _ table: borrowing RecurrenceTable<T>
  ) {
    let (r, a, b, share) = (table.saved(s, 1), table.room(8), table.room(9), table.room(10))
    candidateGradient(s, dH, share, before: before, table)
    // The gradient of r·h.
    multiplyBack(table.gate(s, 2), gate: 2, u, dropout, into: a, table)
    binary(.multiply, a, before, into: b, table)
    activateGradient(table.descriptor.recurrentActivation, r, b, into: table.gate(s, 1), table)
    binary(.multiply, a, r, into: b, table)
    binary(.add, share, b, into: past, table)
  }
}
