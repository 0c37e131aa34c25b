internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

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
  /// Those of all steps, or of the last one alone.
  let dStates: UnsafePointer<Float>
  let hasAllStates: Bool
  let dCells: UnsafePointer<Float>?
  let panels: UnsafeMutablePointer<Float>
  /// `B` rows of ``RecurrencePlan/productRow``.
  let products: UnsafeMutablePointer<Float>
  /// `B × N` each: see ``GateGradientRows``.
  let past: UnsafeMutablePointer<Float>?
  let carried: UnsafeMutablePointer<Float>
  let cellGradient: UnsafeMutablePointer<Float>
  let dProjection: UnsafeMutablePointer<Float>
  let dInner: UnsafeMutablePointer<Float>?
  let dInitial: UnsafeMutablePointer<Float>
  let dInitialCells: UnsafeMutablePointer<Float>
  /// `B × T × N`: the states before the steps.
  let beforeSteps: UnsafeMutablePointer<Float>

  /// All steps of the sequences from `first` on, from the last one back.
  func run(_ first: Int, _ rows: Int) {
    let descriptor = plan.descriptor
    let (steps, n, columns) = (descriptor.steps, descriptor.units, descriptor.columns)
    let kinds = descriptor.cell.savedGates * n
    let hasCells = descriptor.cell == .lstm
    let past = past.map { $0 + first * n }
    let carried = carried + first * n
    let cellGradient = hasCells ? cellGradient + first * n : cellGradient
    past?.update(repeating: 0, count: rows * n)
    carried.update(repeating: 0, count: rows * n)
    if hasCells { cellGradient.update(repeating: 0, count: rows * n) }
    var step = GateGradientRows(
      before: initial, beforeStep: beforeSteps, state: states, cellsBefore: initialCells, cells: cells, saved: saved,
      dGates: dProjection, dProduct: products + first * plan.productRow, carried: carried, cellGradient: cellGradient)
    (step.rows, step.units, step.past) = (rows, n, past)
    (step.activation, step.recurrentActivation) = (descriptor.activation, descriptor.recurrentActivation)
    (step.dStateRow, step.beforeStepRow) = (hasAllStates ? steps * n : n, steps * n)
    (step.dCellsRow, step.stateRow, step.cellsRow) = (steps * n, steps * n, steps * n)
    (step.savedRow, step.maskRow, step.kinds) = (steps * kinds, steps, descriptor.cell.savedGates)
    step.streams =
      plan.streams(descriptor.cell.gates, dProjection)
      && (dInner.map { plan.streams(descriptor.cell.gates, $0) } ?? true)
    (step.dGatesRow, step.dInnerRow, step.dProductRow) = (steps * columns, steps * columns, plan.productRow)
    for s in stride(from: steps - 1, through: 0, by: -1) {
      let input = descriptor.inputStep(s)
      let here = (first * steps + s) * n
      step.dState = hasAllStates ? dStates + here : s == steps - 1 ? dStates + first * n : nil
      step.beforeStep = beforeSteps + here
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
      step.dInner = dInner.map { $0 + (first * steps + s) * columns }
      switch descriptor.cell {
      case .simple: elements.gates.simpleGradient(step)
      case .lstm: elements.gates.lstmGradient(step)
      case .gru, .gruResetAfter: elements.gates.gruResetAfterGradient(step)
      }
      multiplyBack(UnsafePointer(step.dProduct), first, rows, into: carried)
    }
    if step.streams { vector_streaming_fence() }
    let dense = RowStride(row: n, step: 1)
    let dInitial = dInitial + first * n
    if let past {
      elements.elementwise.binary(.add, past, dense, carried, dense, dInitial, rows, n)
    } else {
      dInitial.update(from: carried, count: rows * n)
    }
    if hasCells { dInitialCells.advanced(by: first * n).update(from: cellGradient, count: rows * n) }
  }

  /// The gradients of what U gave times the transposed U.
  private func multiplyBack(
    _ dz: UnsafePointer<Float>, _ first: Int, _ rows: Int, into carried: UnsafeMutablePointer<Float>
  ) {
    let descriptor = plan.descriptor
    let (n, aRow) = (descriptor.units, plan.productRow)
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
