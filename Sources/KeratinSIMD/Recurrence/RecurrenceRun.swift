internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

/// A recurrence being done: its plan and where its operands are.
struct RecurrenceRun: @unchecked Sendable {
  let plan: RecurrencePlan
  let elements: ElementTable
  /// The projected inputs; or, where the inputs themselves are multiplied, the row that is added to all products.
  let projection: UnsafePointer<Float>
  /// `B × T × I`, if they are.
  var inputs: UnsafePointer<Float>?
  let bias: UnsafePointer<Float>?
  /// `G × B × N`, if there are some.
  let dropout: UnsafePointer<Float>
  /// `B × N`: the state as a gate sees it.
  let dropped: UnsafeMutablePointer<Float>
  let initial: UnsafePointer<Float>
  /// `nil` without cells.
  let initialCells: UnsafePointer<Float>?
  let mask: UnsafePointer<UInt8>?
  let panels: UnsafeMutablePointer<Float>
  /// `B` rows of ``RecurrencePlan/productRow``.
  let products: UnsafeMutablePointer<Float>
  /// `B × N` in rows of ``RecurrencePlan/hRow``: the state and the cells at the step that is done, out of the way of the strides
  /// between sequences. Behind each state its inputs.
  let h: UnsafeMutablePointer<Float>
  /// The state before the step, where steps are cut by units.
  let other: UnsafeMutablePointer<Float>
  let c: UnsafeMutablePointer<Float>
  let states: UnsafeMutablePointer<Float>
  /// `nil` where only the states are wanted.
  let cells: UnsafeMutablePointer<Float>?
  let saved: UnsafeMutablePointer<Float>?

  /// Whether what is kept for the gradient goes past the caches.
  var streams: Bool {
    guard let saved, cells.map({ Int(bitPattern: $0) % 64 == 0 }) ?? true else { return false }
    return plan.streams(plan.descriptor.cell.savedGates, saved)
  }

  /// All steps of the sequences from `first` on.
  func run(_ first: Int, _ rows: Int) {
    begin(first, rows)
    let n = plan.descriptor.units
    let state = h + first * plan.hRow
    for s in 0..<plan.descriptor.steps {
      if let inputs { copyInputs(inputs, s, first, rows) }
      multiply(UnsafePointer(state), first, rows)
      var step = step(s, first, rows, before: UnsafePointer(state), h: state)
      (step.product, step.productRow, step.productGate) = (
        UnsafePointer(products + first * plan.productRow), plan.productRow, n
      )
      compute(step)
    }
    if streams { vector_streaming_fence() }
  }

  /// Makes the initial states of the sequences from `first` on the present ones.
  func begin(_ first: Int, _ rows: Int) {
    let (n, row) = (plan.descriptor.units, plan.hRow)
    func copy(_ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
      plan.table.copyRows(
        source + first * n, sourceRow: n, rows: rows, columns: n, into: target + first * row, targetRow: row)
    }
    copy(initial, into: h)
    if let initialCells { copy(initialCells, into: c) }
  }

  /// Puts the inputs of step `s` behind the states of the sequences from `first` on, and asks for those of the next: sequences lie too far
  /// apart for the processor to foresee.
  private func copyInputs(_ x: UnsafePointer<Float>, _ s: Int, _ first: Int, _ rows: Int) {
    let (descriptor, count) = (plan.descriptor, plan.inputs)
    let step = descriptor.goBackwards ? -count : count
    let source = x + (first * descriptor.steps + descriptor.inputStep(s)) * count
    plan.table.copyRows(
      source, sourceRow: descriptor.steps * count, rows: rows, columns: count,
      into: h + (first * plan.hRow + descriptor.units), targetRow: plan.hRow)
    for row in 0..<rows {
      let next = source + (row * descriptor.steps * count + step)
      for column in stride(from: 0, to: count, by: 16) { vector_prefetch_far(next + column) }
    }
  }

  /// Step `s` of the sequences from `first` on, all their units, without the products with U.
  func step(
    _ s: Int, _ first: Int, _ rows: Int, before: UnsafePointer<Float>, h: UnsafeMutablePointer<Float>
  ) -> GateRows {
    let descriptor = plan.descriptor
    let (steps, n, columns) = (descriptor.steps, descriptor.units, descriptor.columns)
    let kinds = descriptor.cell.savedGates * n
    let (input, result) = (first * steps + descriptor.inputStep(s), first * steps + s)
    var step = GateRows(
      projection: projection + input * columns, product: UnsafePointer(products), before: before, h: h,
      c: initialCells == nil ? c : c + first * plan.hRow, state: states + result * n)
    (step.rows, step.units, step.gate, step.hRow, step.bias) = (rows, n, n, plan.hRow, bias)
    (step.activation, step.recurrentActivation) = (descriptor.activation, descriptor.recurrentActivation)
    if inputs == nil {
      (step.projectionRow, step.projectionStep) = (steps * columns, descriptor.goBackwards ? -columns : columns)
    } else {
      step.projection = projection
    }
    (step.stateRow, step.streams) = (steps * n, streams)
    (step.mask, step.maskRow) = (mask.map { $0 + input }, steps)
    (step.cells, step.cellsRow) = (cells.map { $0 + result * n }, steps * n)
    (step.saved, step.savedRow) = (saved.map { $0 + result * kinds }, steps * kinds)
    return step
  }

  func compute(_ step: GateRows) {
    switch plan.descriptor.cell {
    case .simple: elements.gates.simple(step)
    case .lstm: elements.gates.lstm(step)
    case .gru, .gruResetAfter: elements.gates.gruResetAfter(step)
    }
  }

  /// The products of `rows` states with U.
  private func multiply(_ h: UnsafePointer<Float>, _ first: Int, _ rows: Int) {
    let n = plan.descriptor.units
    let product = products + first * plan.productRow
    guard plan.descriptor.hasDropout else {
      return plan.table.multiply(
        plan.block(rows, a: h, aRow: plan.hRow, panels: panels, c: product, cRow: plan.productRow))
    }
    let dropped = dropped + first * n
    let dense = RowStride(row: n, step: 1)
    for gate in 0..<plan.productCount {
      let factors = dropout + (gate * plan.descriptor.batch + first) * n
      elements.elementwise.binary(.multiply, h, dense, factors, dense, dropped, rows, n)
      plan.table.multiply(
        plan.block(
          rows, a: UnsafePointer(dropped), aRow: n, panels: panels + gate * plan.product.packedB,
          c: product + gate * n, cRow: plan.productRow))
    }
  }
}
