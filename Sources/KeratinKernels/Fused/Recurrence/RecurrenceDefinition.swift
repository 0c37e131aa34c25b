extension FusedKernels where Self: Backend {
  public func recurrence<T: FloatingScalar>(
    projection: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>, initialCells c0: Span<T>,
    mask: Span<UInt8>, dropout: Span<T>, _ descriptor: Recurrence, into states: inout MutableSpan<T>,
    cells: inout MutableSpan<T>, saved: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    recurrenceDefinition(
      projection: projection, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask, dropout: dropout,
      descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
  }

  public func workspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    recurrenceDefinitionBytes(descriptor, type)
  }

  /// What ``recurrence`` means.
  public func recurrenceDefinition<T: FloatingScalar>(
    projection: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>, initialCells c0: Span<T>,
    mask: Span<UInt8>, dropout: Span<T>, _ descriptor: Recurrence, into states: inout MutableSpan<T>,
    cells: inout MutableSpan<T>, saved: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let layouts = RecurrenceLayouts(descriptor: descriptor)
    let (n, steps, cell) = (layouts.count, descriptor.steps, descriptor.cell)
    let (gates, kinds) = (cell.gates, cell.savedGates)
    var x = workspace.take(steps * gates * n, of: T.self)
    var masks = workspace.take(mask.isEmpty ? 0 : steps * descriptor.batch, of: UInt8.self)
    var allStates = workspace.take(steps * n, of: T.self)
    var allCells = workspace.take(cell == .lstm ? steps * n : 0, of: T.self)
    var allSaved = workspace.take(steps * kinds * n, of: T.self)
    var step = RecurrenceStep<T>(descriptor, &workspace)
    fill(1, into: &step.one)
    copy(projection, layouts.byStep(gates, backwards: descriptor.goBackwards), into: &x)
    if !mask.isEmpty { copy(mask, layouts.maskByStep, into: &masks) }
    copy(h0, layouts.same, into: &step.h)
    if cell == .lstm { copy(c0, layouts.same, into: &step.c) }
    for s in 0..<steps {
      let input = x.span.extracting(s * gates * n..<(s + 1) * gates * n)
      var kept = allSaved.part(s * kinds * n..<(s + 1) * kinds * n)
      advance(&step, input, u, bias, dropout, layouts, saving: &kept)
      if mask.isEmpty {
        copy(step.newH.span, layouts.same, into: &step.h)
        if cell == .lstm { copy(step.newC.span, layouts.same, into: &step.c) }
      } else {
        let isValid = masks.span.extracting(s * descriptor.batch..<(s + 1) * descriptor.batch)
        select(isValid, step.newH.span, step.h.span, layouts.choice, into: &step.a)
        copy(step.a.span, layouts.same, into: &step.h)
        if cell == .lstm {
          select(isValid, step.newC.span, step.c.span, layouts.choice, into: &step.a)
          copy(step.a.span, layouts.same, into: &step.c)
        }
      }
      var h = allStates.part(s * n..<(s + 1) * n)
      copy(step.h.span, layouts.same, into: &h)
      if cell == .lstm {
        var c = allCells.part(s * n..<(s + 1) * n)
        copy(step.c.span, layouts.same, into: &c)
      }
    }
    copy(allStates.span, layouts.bySequence(1, backwards: false), into: &states)
    if cell == .lstm { copy(allCells.span, layouts.bySequence(1, backwards: false), into: &cells) }
    if kinds > 0 { copy(allSaved.span, layouts.bySequence(kinds, backwards: false), into: &saved) }
  }

  /// The workspace of ``recurrenceDefinition``.
  public func recurrenceDefinitionBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    let layouts = RecurrenceLayouts(descriptor: descriptor)
    let (n, cell) = (descriptor.steps * layouts.count, descriptor.cell)
    return Workspace.bytes(cell.gates * n, of: type) + 2 * Workspace.bytes(n, of: type)
      + Workspace.bytes(cell.savedGates * n, of: type)
      + Workspace.bytes(descriptor.steps * descriptor.batch, of: UInt8.self)
      + RecurrenceStep<Float>.matrices * Workspace.bytes(layouts.count, of: type) + Workspace.bytes(1, of: type)
      + workspaceBytes(layouts.product(transposed: false), type)
  }

  /// One step: from `step.h` and `step.c` to `step.newH` and `step.newC`.
  private func advance<T: FloatingScalar>(
    _ step: inout RecurrenceStep<T>, _ x: Span<T>, _ u: Span<T>, _ bias: Span<T>, _ dropout: Span<T>,
    _ layouts: RecurrenceLayouts, saving saved: inout MutableSpan<T>
  ) {
    let (n, descriptor) = (layouts.count, layouts.descriptor)
    let (same, pair) = (layouts.same, layouts.pair)
    let (activation, gate) = (descriptor.activation, descriptor.recurrentActivation)
    switch descriptor.cell {
    case .simple:
      multiply(&step, gate: 0, u, dropout, layouts)
      binary(.add, x, step.a.span, pair, into: &step.b)
      activate(activation, step.b.span, same, into: &step.newH)
    case .lstm:
      for index in 0..<4 {
        multiply(&step, gate: index, u, dropout, layouts)
        binary(.add, x.extracting(index * n..<(index + 1) * n), step.a.span, pair, into: &step.b)
        var y = saved.part(index * n..<(index + 1) * n)
        activate(index == 2 ? activation : gate, step.b.span, same, into: &y)
      }
      let saved = saved.span
      binary(.multiply, saved.extracting(n..<2 * n), step.c.span, pair, into: &step.a)
      binary(.multiply, saved.extracting(0..<n), saved.extracting(2 * n..<3 * n), pair, into: &step.b)
      binary(.add, step.a.span, step.b.span, pair, into: &step.newC)
      activate(activation, step.newC.span, same, into: &step.a)
      binary(.multiply, saved.extracting(3 * n..<4 * n), step.a.span, pair, into: &step.newH)
    case .gru, .gruResetAfter:
      for index in 0..<2 {
        multiply(&step, gate: index, u, dropout, layouts)
        addBias(&step, gate: index, bias, layouts)
        binary(.add, x.extracting(index * n..<(index + 1) * n), step.a.span, pair, into: &step.b)
        var y = saved.part(index * n..<(index + 1) * n)
        activate(gate, step.b.span, same, into: &y)
      }
      if descriptor.cell == .gruResetAfter {
        multiply(&step, gate: 2, u, dropout, layouts)
        addBias(&step, gate: 2, bias, layouts)
        var inner = saved.part(3 * n..<4 * n)
        copy(step.a.span, same, into: &inner)
        binary(.multiply, saved.span.extracting(n..<2 * n), step.a.span, pair, into: &step.b)
      } else {
        dropped(&step, gate: 2, dropout, layouts)
        binary(.multiply, saved.span.extracting(n..<2 * n), step.a.span, pair, into: &step.b)
        var scratch = step.scratch
        gemm(step.b.span, columns(u, of: 2, layouts), layouts.product(transposed: false), into: &step.a, &scratch)
        copy(step.a.span, same, into: &step.b)
      }
      binary(.add, x.extracting(2 * n..<3 * n), step.b.span, pair, into: &step.a)
      var candidate = saved.part(2 * n..<3 * n)
      activate(activation, step.a.span, same, into: &candidate)
      let (z, g) = (saved.span.extracting(0..<n), saved.span.extracting(2 * n..<3 * n))
      binary(.multiply, z, step.h.span, pair, into: &step.a)
      binary(.subtract, step.one.span, z, layouts.scalarFirst, into: &step.b)
      binary(.multiply, step.b.span, g, pair, into: &step.newC)
      binary(.add, step.a.span, step.newC.span, pair, into: &step.newH)
    }
  }
}
