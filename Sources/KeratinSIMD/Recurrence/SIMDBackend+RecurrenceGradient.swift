public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func recurrenceGradient<T: FloatingScalar>(
    _ forward: borrowing RecurrenceRecord<T>, kernel u: Span<T>, mask: Span<UInt8>, dropout: Span<T>,
    dStates: Span<T>, dCells: Span<T>, _ descriptor: Recurrence, into dProjection: inout MutableSpan<T>,
    dInner: inout MutableSpan<T>, dInitial: inout MutableSpan<T>, dInitialCells: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    if T.self != Float.self {
      return reference.recurrenceGradient(
        forward, kernel: u, mask: mask, dropout: dropout, dStates: dStates, dCells: dCells, descriptor,
        into: &dProjection, dInner: &dInner, dInitial: &dInitial, dInitialCells: &dInitialCells, &workspace)
    }
    guard RecurrencePlan.covers(descriptor) else {
      return recurrenceGradientDefinition(
        forward, kernel: u, mask: mask, dropout: dropout, dStates: dStates, dCells: dCells, descriptor,
        into: &dProjection, dInner: &dInner, dInitial: &dInitial, dInitialCells: &dInitialCells, &workspace)
    }
    let plan = RecurrencePlan(descriptor, table.products, isGradient: true)
    var panels = workspace.take(plan.packedCount, of: Float.self)
    var past = workspace.take(descriptor.stateCount, of: Float.self)
    var carried = workspace.take(descriptor.stateCount, of: Float.self)
    var cellGradient = workspace.take(descriptor.cell == .lstm ? descriptor.stateCount : 0, of: Float.self)
    var dropped = workspace.take(descriptor.hasDropout ? descriptor.stateCount : 0, of: Float.self)
    let run = RecurrenceGradientRun(
      plan: plan, elements: table.elements, dropout: dropout.address(), dropped: dropped.address(),
      initial: forward.initial.address(),
      initialCells: forward.initialCells.address(), states: forward.states.address(),
      cells: forward.cells.address(), saved: forward.saved.address(),
      mask: mask.isEmpty ? nil : mask.address(as: UInt8.self), dStates: dStates.address(),
      dCells: dCells.isEmpty ? nil : dCells.address(), panels: panels.address(), past: past.address(),
      carried: carried.address(), cellGradient: cellGradient.address(), dProjection: dProjection.address(),
      dInner: dInner.address(), dInitial: dInitial.address(), dInitialCells: dInitialCells.address())
    plan.pack(u.address(), into: run.panels)
    plan.forEachPiece(run.run)
  }

  public func gradientWorkspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self { return reference.gradientWorkspaceBytes(descriptor, type) }
    guard RecurrencePlan.covers(descriptor) else { return recurrenceGradientDefinitionBytes(descriptor, type) }
    let plan = RecurrencePlan(descriptor, table.products, isGradient: true)
    return Workspace.bytes(plan.packedCount, of: Float.self)
      + 4 * Workspace.bytes(descriptor.stateCount, of: Float.self)
  }
}

/// A recurrence's gradient being computed: its plan and where its operands are.
struct RecurrenceGradientRun: @unchecked Sendable {
  let plan: RecurrencePlan
  let elements: ElementTable
  /// `G × B × N`, if there are some.
  let dropout: UnsafePointer<Float>
  /// `B × N`: what a gate gives back to the state.
  let dropped: UnsafeMutablePointer<Float>
  let initial: UnsafePointer<Float>
  let initialCells: UnsafePointer<Float>
  let states: UnsafePointer<Float>
  let cells: UnsafePointer<Float>
  let saved: UnsafePointer<Float>
  let mask: UnsafePointer<UInt8>?
  let dStates: UnsafePointer<Float>
  let dCells: UnsafePointer<Float>?
  let panels: UnsafeMutablePointer<Float>
  /// `B × N` each: see ``GateGradientRows``.
  let past: UnsafeMutablePointer<Float>
  let carried: UnsafeMutablePointer<Float>
  let cellGradient: UnsafeMutablePointer<Float>
  let dProjection: UnsafeMutablePointer<Float>
  let dInner: UnsafeMutablePointer<Float>
  let dInitial: UnsafeMutablePointer<Float>
  let dInitialCells: UnsafeMutablePointer<Float>

  /// All steps of the sequences from `first` on, from the last one back.
  func run(_ first: Int, _ rows: Int) {
    let descriptor = plan.descriptor
    let (steps, n, columns) = (descriptor.steps, descriptor.units, descriptor.columns)
    let kinds = descriptor.cell.savedGates * n
    let (hasCells, hasInner) = (descriptor.cell == .lstm, descriptor.cell == .gruResetAfter)
    let past = past + first * n
    let carried = carried + first * n
    let cellGradient = hasCells ? cellGradient + first * n : cellGradient
    past.update(repeating: 0, count: rows * n)
    carried.update(repeating: 0, count: rows * n)
    if hasCells { cellGradient.update(repeating: 0, count: rows * n) }
    var step = GateGradientRows(
      dState: dStates, before: initial, state: states, cellsBefore: initialCells, cells: cells, saved: saved,
      dGates: dProjection, dInner: dInner, past: past, carried: carried, cellGradient: cellGradient)
    (step.rows, step.units) = (rows, n)
    (step.activation, step.recurrentActivation) = (descriptor.activation, descriptor.recurrentActivation)
    (step.dStateRow, step.dCellsRow, step.stateRow, step.cellsRow) = (steps * n, steps * n, steps * n, steps * n)
    (step.savedRow, step.maskRow) = (steps * kinds, steps)
    (step.dGatesRow, step.dInnerRow) = (steps * columns, steps * columns)
    for s in stride(from: steps - 1, through: 0, by: -1) {
      let input = descriptor.inputStep(s)
      let here = (first * steps + s) * n
      step.dState = dStates + here
      step.dCells = dCells.map { $0 + here }
      step.state = states + here
      step.before = s > 0 ? states + (here - n) : initial + first * n
      step.beforeRow = s > 0 ? steps * n : n
      if hasCells {
        step.cells = cells + here
        step.cellsBefore = s > 0 ? cells + (here - n) : initialCells + first * n
        step.cellsBeforeRow = s > 0 ? steps * n : n
      }
      step.saved = saved + (first * steps + s) * kinds
      step.mask = mask.map { $0 + (first * steps + input) }
      step.dGates = dProjection + (first * steps + input) * columns
      if hasInner { step.dInner = dInner + (first * steps + s) * columns }
      switch descriptor.cell {
      case .simple: elements.gates.simpleGradient(step)
      case .lstm: elements.gates.lstmGradient(step)
      case .gru, .gruResetAfter: elements.gates.gruResetAfterGradient(step)
      }
      multiplyBack(UnsafePointer(hasInner ? step.dInner : step.dGates), first, rows, into: carried)
    }
    for index in 0..<rows * n { dInitial[first * n + index] = past[index] + carried[index] }
    if hasCells { dInitialCells.advanced(by: first * n).update(from: cellGradient, count: rows * n) }
  }

  /// The gradients of what U gave times the transposed U.
  private func multiplyBack(
    _ dz: UnsafePointer<Float>, _ first: Int, _ rows: Int, into carried: UnsafeMutablePointer<Float>
  ) {
    let descriptor = plan.descriptor
    let (n, aRow) = (descriptor.units, descriptor.steps * descriptor.columns)
    guard descriptor.hasDropout else {
      return plan.table.multiply(plan.block(rows, a: dz, aRow: aRow, panels: panels, c: carried, cRow: n))
    }
    let dropped = dropped + first * n
    let dense = RowStride(row: n, step: 1)
    carried.update(repeating: 0, count: rows * n)
    for gate in 0..<plan.productCount {
      plan.table.multiply(
        plan.block(
          rows, a: dz + gate * n, aRow: aRow, panels: panels + gate * plan.product.packedB, c: dropped, cRow: n))
      let factors = dropout + (gate * descriptor.batch + first) * n
      elements.elementwise.binary(.multiply, dropped, dense, factors, dense, dropped, rows, n)
      elements.elementwise.binary(.add, carried, dense, dropped, dense, carried, rows, n)
    }
  }
}
