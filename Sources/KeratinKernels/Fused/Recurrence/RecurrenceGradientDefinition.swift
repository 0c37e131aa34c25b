extension FusedKernels where Self: Backend {
  public func recurrenceGradient<T: FloatingScalar>(
    _ forward: borrowing RecurrenceRecord<T>, kernel u: Span<T>, mask: Span<UInt8>, dropout: Span<T>,
    dStates: Span<T>, dCells: Span<T>, _ descriptor: Recurrence, into dProjection: inout MutableSpan<T>,
    dInner: inout MutableSpan<T>, dInitial: inout MutableSpan<T>, dInitialCells: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    recurrenceGradientDefinition(
      forward, kernel: u, mask: mask, dropout: dropout, dStates: dStates, dCells: dCells, descriptor,
      into: &dProjection, dInner: &dInner, dInitial: &dInitial, dInitialCells: &dInitialCells, &workspace)
  }

  public func gradientWorkspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    recurrenceGradientDefinitionBytes(descriptor, type)
  }

  /// What ``recurrenceGradient`` means: a walk back from the last step, h and c holding the gradients of the state after a step.
  public func recurrenceGradientDefinition<T: FloatingScalar>(
    _ forward: borrowing RecurrenceRecord<T>, kernel u: Span<T>, mask: Span<UInt8>, dropout: Span<T>,
    dStates: Span<T>, dCells: Span<T>, _ descriptor: Recurrence, into dProjection: inout MutableSpan<T>,
    dInner: inout MutableSpan<T>, dInitial: inout MutableSpan<T>, dInitialCells: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let layouts = RecurrenceLayouts(descriptor: descriptor)
    let (n, steps, cell) = (layouts.count, descriptor.steps, descriptor.cell)
    let (gates, kinds, hasCells) = (cell.gates, cell.savedGates, cell == .lstm)
    let (same, pair) = (layouts.same, layouts.pair)
    var masks = workspace.take(mask.isEmpty ? 0 : steps * descriptor.batch, of: UInt8.self)
    var states = workspace.take(steps * n, of: T.self)
    var cells = workspace.take(hasCells ? steps * n : 0, of: T.self)
    var saved = workspace.take(steps * kinds * n, of: T.self)
    var stateGradients = workspace.take(steps * n, of: T.self)
    var cellGradients = workspace.take(hasCells ? steps * n : 0, of: T.self)
    var dx = workspace.take(steps * gates * n, of: T.self)
    var inner = workspace.take(cell == .gruResetAfter ? steps * gates * n : 0, of: T.self)
    var step = RecurrenceStep<T>(descriptor, &workspace)
    if !mask.isEmpty { copy(mask, layouts.maskByStep, into: &masks) }
    copy(forward.states, layouts.byStep(1, backwards: false), into: &states)
    copy(dStates, layouts.byStep(1, backwards: false), into: &stateGradients)
    if hasCells {
      copy(forward.cells, layouts.byStep(1, backwards: false), into: &cells)
      if dCells.isEmpty {
        fill(0, into: &cellGradients)
      } else {
        copy(dCells, layouts.byStep(1, backwards: false), into: &cellGradients)
      }
    }
    if kinds > 0 { copy(forward.saved, layouts.byStep(kinds, backwards: false), into: &saved) }
    fill(1, into: &step.one)
    fill(0, into: &step.h)
    fill(0, into: &step.c)
    for s in stride(from: steps - 1, through: 0, by: -1) {
      let here = s * n..<(s + 1) * n
      binary(.add, stateGradients.span.extracting(here), step.h.span, pair, into: &step.newH)
      if hasCells { binary(.add, cellGradients.span.extracting(here), step.c.span, pair, into: &step.newC) }
      let before = s > 0 ? states.span.extracting((s - 1) * n..<s * n) : forward.initial
      let cellBefore =
        !hasCells ? forward.initialCells : s > 0 ? cells.span.extracting((s - 1) * n..<s * n) : forward.initialCells
      let kept = saved.span.extracting(s * kinds * n..<(s + 1) * kinds * n)
      var dGates = dx.part(s * gates * n..<(s + 1) * gates * n)
      let isResetAfter = cell == .gruResetAfter
      var dAdded = inner.part(isResetAfter ? s * gates * n..<(s + 1) * gates * n : 0..<0)
      switch cell {
      case .simple:
        activateGradient(
          descriptor.activation, states.span.extracting(here), step.newH.span, layouts, into: &dGates)
        fill(0, into: &step.a)
      case .lstm:
        lstmGradient(&step, kept, cells.span.extracting(here), cellBefore, layouts, into: &dGates)
        fill(0, into: &step.a)
      case .gru:
        gruGradient(&step, kept, before, u, dropout, layouts, into: &dGates)
      case .gruResetAfter:
        resetAfterGradient(&step, kept, before, layouts, into: &dGates, &dAdded)
      }
      if !mask.isEmpty {
        let isValid = masks.span.extracting(s * descriptor.batch..<(s + 1) * descriptor.batch)
        fill(0, into: &step.b)
        for gate in 0..<gates {
          var part = dGates.part(gate * n..<(gate + 1) * n)
          select(isValid, part.span, step.b.span, layouts.choice, into: &step.d)
          copy(step.d.span, same, into: &part)
          if isResetAfter {
            var part = dAdded.part(gate * n..<(gate + 1) * n)
            select(isValid, part.span, step.b.span, layouts.choice, into: &step.d)
            copy(step.d.span, same, into: &part)
          }
        }
        // Where the state stayed, so does its gradient.
        select(isValid, step.a.span, step.newH.span, layouts.choice, into: &step.d)
        copy(step.d.span, same, into: &step.a)
        if hasCells {
          select(isValid, step.c.span, step.newC.span, layouts.choice, into: &step.d)
          copy(step.d.span, same, into: &step.c)
        }
      }
      // The state's own share is in a; what it gave through U is added.
      copy(step.a.span, same, into: &step.h)
      for gate in 0..<(cell == .gru ? 2 : gates) {
        let range = gate * n..<(gate + 1) * n
        let dGate = isResetAfter ? dAdded.span.extracting(range) : dGates.span.extracting(range)
        multiplyBack(&step, dGate, gate: gate, u, dropout, layouts)
        binary(.add, step.h.span, step.a.span, pair, into: &step.b)
        copy(step.b.span, same, into: &step.h)
      }
    }
    copy(step.h.span, same, into: &dInitial)
    if hasCells { copy(step.c.span, same, into: &dInitialCells) }
    copy(dx.span, layouts.bySequence(gates, backwards: descriptor.goBackwards), into: &dProjection)
    if cell == .gruResetAfter { copy(inner.span, layouts.bySequence(gates, backwards: false), into: &dInner) }
  }

  /// The workspace of ``recurrenceGradientDefinition``.
  public func recurrenceGradientDefinitionBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    let layouts = RecurrenceLayouts(descriptor: descriptor)
    let (n, cell) = (descriptor.steps * layouts.count, descriptor.cell)
    return 2 * Workspace.bytes(cell.gates * n, of: type) + 4 * Workspace.bytes(n, of: type)
      + Workspace.bytes(cell.savedGates * n, of: type)
      + Workspace.bytes(descriptor.steps * descriptor.batch, of: UInt8.self)
      + RecurrenceStep<Float>.matrices * Workspace.bytes(layouts.count, of: type) + Workspace.bytes(1, of: type)
      + workspaceBytes(layouts.product(transposed: true), type)
  }

  /// a = (dz · the transposed columns of U of one gate) times the factors of dropout, if any.
  private func multiplyBack<T: FloatingScalar>(
    _ step: inout RecurrenceStep<T>, _ dz: Span<T>, gate: Int, _ u: Span<T>, _ dropout: Span<T>,
    _ layouts: RecurrenceLayouts
  ) {
    var scratch = step.scratch
    gemm(dz, columns(u, of: gate, layouts), layouts.product(transposed: true), into: &step.a, &scratch)
    if dropout.isEmpty { return }
    copy(step.a.span, layouts.same, into: &step.b)
    let factors = dropout.extracting(gate * layouts.count..<(gate + 1) * layouts.count)
    binary(.multiply, step.b.span, factors, layouts.pair, into: &step.a)
  }

  /// From newH and newC, the gradients after the step: those of the gates, and c the gradient of the cells before.
  private func lstmGradient<T: FloatingScalar>(
    _ step: inout RecurrenceStep<T>, _ saved: Span<T>, _ cells: Span<T>, _ cellsBefore: Span<T>,
    _ layouts: RecurrenceLayouts, into dGates: inout MutableSpan<T>
  ) {
    let (n, pair, descriptor) = (layouts.count, layouts.pair, layouts.descriptor)
    let (i, f) = (saved.extracting(0..<n), saved.extracting(n..<2 * n))
    let (g, o) = (saved.extracting(2 * n..<3 * n), saved.extracting(3 * n..<4 * n))
    activate(descriptor.activation, cells, layouts.same, into: &step.a)
    binary(.multiply, step.newH.span, step.a.span, pair, into: &step.b)
    var dO = dGates.part(3 * n..<4 * n)
    activateGradient(descriptor.recurrentActivation, o, step.b.span, layouts, into: &dO)
    binary(.multiply, step.newH.span, o, pair, into: &step.b)
    activateGradient(descriptor.activation, step.a.span, step.b.span, layouts, into: &step.d)
    binary(.add, step.newC.span, step.d.span, pair, into: &step.e)
    binary(.multiply, step.e.span, g, pair, into: &step.b)
    var dI = dGates.part(0..<n)
    activateGradient(descriptor.recurrentActivation, i, step.b.span, layouts, into: &dI)
    binary(.multiply, step.e.span, i, pair, into: &step.b)
    var dG = dGates.part(2 * n..<3 * n)
    activateGradient(descriptor.activation, g, step.b.span, layouts, into: &dG)
    binary(.multiply, step.e.span, cellsBefore, pair, into: &step.b)
    var dF = dGates.part(n..<2 * n)
    activateGradient(descriptor.recurrentActivation, f, step.b.span, layouts, into: &dF)
    binary(.multiply, step.e.span, f, pair, into: &step.c)
  }

  /// From newH, the gradient after the step: of the update gate and the candidate, and a, the share of the state before that goes
  /// past the gates.
  private func candidateGradient<T: FloatingScalar>(
    _ step: inout RecurrenceStep<T>, _ saved: Span<T>, _ before: Span<T>, _ layouts: RecurrenceLayouts,
    into dGates: inout MutableSpan<T>
  ) {
    let (n, pair, descriptor) = (layouts.count, layouts.pair, layouts.descriptor)
    let (z, g) = (saved.extracting(0..<n), saved.extracting(2 * n..<3 * n))
    binary(.subtract, before, g, pair, into: &step.a)
    binary(.multiply, step.newH.span, step.a.span, pair, into: &step.b)
    var dZ = dGates.part(0..<n)
    activateGradient(descriptor.recurrentActivation, z, step.b.span, layouts, into: &dZ)
    binary(.subtract, step.one.span, z, layouts.scalarFirst, into: &step.a)
    binary(.multiply, step.newH.span, step.a.span, pair, into: &step.b)
    var dG = dGates.part(2 * n..<3 * n)
    activateGradient(descriptor.activation, g, step.b.span, layouts, into: &dG)
    binary(.multiply, step.newH.span, z, pair, into: &step.a)
  }

  private func resetAfterGradient<T: FloatingScalar>(
    _ step: inout RecurrenceStep<T>, _ saved: Span<T>, _ before: Span<T>, _ layouts: RecurrenceLayouts,
    into dGates: inout MutableSpan<T>, _ dAdded: inout MutableSpan<T>
  ) {
    let (n, pair) = (layouts.count, layouts.pair)
    let (r, inner) = (saved.extracting(n..<2 * n), saved.extracting(3 * n..<4 * n))
    candidateGradient(&step, saved, before, layouts, into: &dGates)
    binary(.multiply, dGates.span.extracting(2 * n..<3 * n), inner, pair, into: &step.b)
    var dR = dGates.part(n..<2 * n)
    activateGradient(layouts.descriptor.recurrentActivation, r, step.b.span, layouts, into: &dR)
    for gate in 0..<2 {
      var part = dAdded.part(gate * n..<(gate + 1) * n)
      copy(dGates.span.extracting(gate * n..<(gate + 1) * n), layouts.same, into: &part)
    }
    var last = dAdded.part(2 * n..<3 * n)
    binary(.multiply, dGates.span.extracting(2 * n..<3 * n), r, pair, into: &last)
  }

  private func gruGradient<T: FloatingScalar>(
    _ step: inout RecurrenceStep<T>, _ saved: Span<T>, _ before: Span<T>, _ u: Span<T>, _ dropout: Span<T>,
    _ layouts: RecurrenceLayouts, into dGates: inout MutableSpan<T>
  ) {
    let (n, pair) = (layouts.count, layouts.pair)
    let r = saved.extracting(n..<2 * n)
    candidateGradient(&step, saved, before, layouts, into: &dGates)
    copy(step.a.span, layouts.same, into: &step.e)
    // a = the gradient of r·h.
    multiplyBack(&step, dGates.span.extracting(2 * n..<3 * n), gate: 2, u, dropout, layouts)
    binary(.multiply, step.a.span, before, pair, into: &step.b)
    var dR = dGates.part(n..<2 * n)
    activateGradient(layouts.descriptor.recurrentActivation, r, step.b.span, layouts, into: &dR)
    binary(.multiply, step.a.span, r, pair, into: &step.b)
    binary(.add, step.e.span, step.b.span, pair, into: &step.a)
  }
}
