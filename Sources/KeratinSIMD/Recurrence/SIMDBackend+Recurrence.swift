public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func recurrence<T: FloatingScalar>(
    projection: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>, initialCells c0: Span<T>,
    mask: Span<UInt8>, dropout: Span<T>, _ descriptor: Recurrence, into states: inout MutableSpan<T>,
    cells: inout MutableSpan<T>, saved: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    if T.self != Float.self {
      return reference.recurrence(
        projection: projection, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask, dropout: dropout,
        descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
    }
    guard RecurrencePlan.covers(descriptor) else {
      return recurrenceDefinition(
        projection: projection, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask, dropout: dropout,
        descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
    }
    let plan = RecurrencePlan(descriptor, table.products, isGradient: false)
    var panels = workspace.take(plan.packedCount, of: Float.self)
    var products = workspace.take(descriptor.batch * descriptor.columns, of: Float.self)
    var dropped = workspace.take(descriptor.hasDropout ? descriptor.stateCount : 0, of: Float.self)
    let run = RecurrenceRun(
      plan: plan, elements: table.elements, projection: projection.address(),
      bias: bias.isEmpty ? nil : bias.address(), dropout: dropout.address(), dropped: dropped.address(),
      initial: h0.address(), initialCells: c0.address(),
      mask: mask.isEmpty ? nil : mask.address(as: UInt8.self), panels: panels.address(), products: products.address(),
      states: states.address(), cells: cells.address(), saved: saved.address())
    plan.pack(u.address(), into: run.panels)
    plan.forEachPiece(run.run)
  }

  public func workspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self { return reference.workspaceBytes(descriptor, type) }
    guard RecurrencePlan.covers(descriptor) else { return recurrenceDefinitionBytes(descriptor, type) }
    let plan = RecurrencePlan(descriptor, table.products, isGradient: false)
    return Workspace.bytes(plan.packedCount, of: Float.self)
      + Workspace.bytes(descriptor.batch * descriptor.columns, of: Float.self)
      + Workspace.bytes(descriptor.stateCount, of: Float.self)
  }
}

/// A recurrence being done: its plan and where its operands are.
struct RecurrenceRun: @unchecked Sendable {
  let plan: RecurrencePlan
  let elements: ElementTable
  let projection: UnsafePointer<Float>
  let bias: UnsafePointer<Float>?
  /// `G × B × N`, if there are some.
  let dropout: UnsafePointer<Float>
  /// `B × N`: the state as a gate sees it.
  let dropped: UnsafeMutablePointer<Float>
  let initial: UnsafePointer<Float>
  let initialCells: UnsafePointer<Float>
  let mask: UnsafePointer<UInt8>?
  let panels: UnsafeMutablePointer<Float>
  /// `B × G·N`.
  let products: UnsafeMutablePointer<Float>
  let states: UnsafeMutablePointer<Float>
  let cells: UnsafeMutablePointer<Float>
  let saved: UnsafeMutablePointer<Float>

  /// All steps of the sequences from `first` on.
  func run(_ first: Int, _ rows: Int) {
    let descriptor = plan.descriptor
    let (steps, n, columns) = (descriptor.steps, descriptor.units, descriptor.columns)
    let kinds = descriptor.cell.savedGates * n
    let hasCells = descriptor.cell == .lstm
    let states = states + first * steps * n
    let cells = hasCells ? cells + first * steps * n : cells
    let saved = saved + first * steps * kinds
    let product = products + first * columns
    var step = GateRows(
      projection: projection, product: product, before: initial + first * n,
      cellsBefore: hasCells ? initialCells + first * n : initialCells, state: states, cells: cells, saved: saved)
    (step.rows, step.units) = (rows, n)
    (step.activation, step.recurrentActivation) = (descriptor.activation, descriptor.recurrentActivation)
    (step.projectionRow, step.productRow) = (steps * columns, columns)
    (step.stateRow, step.cellsRow, step.savedRow, step.maskRow) = (steps * n, steps * n, steps * kinds, steps)
    (step.beforeRow, step.cellsBeforeRow) = (n, n)
    for s in 0..<steps {
      let input = descriptor.inputStep(s)
      if s > 0 {
        step.before = UnsafePointer(states + (s - 1) * n)
        step.beforeRow = steps * n
        if hasCells { step.cellsBefore = UnsafePointer(cells + (s - 1) * n) }
        step.cellsBeforeRow = steps * n
      }
      multiply(step, first)
      step.projection = projection + (first * steps + input) * columns
      step.mask = mask.map { $0 + (first * steps + input) }
      step.state = states + s * n
      if hasCells { step.cells = cells + s * n }
      step.saved = saved + s * kinds
      switch descriptor.cell {
      case .simple: elements.gates.simple(step)
      case .lstm: elements.gates.lstm(step)
      case .gru, .gruResetAfter: elements.gates.gruResetAfter(step)
      }
    }
  }

  /// The products of the states before a step with U.
  private func multiply(_ step: GateRows, _ first: Int) {
    let descriptor = plan.descriptor
    let (n, columns) = (descriptor.units, descriptor.columns)
    let product = products + first * columns
    guard descriptor.hasDropout else {
      return plan.table.multiply(
        plan.block(
          step.rows, a: step.before, aRow: step.beforeRow, panels: panels, c: product, cRow: columns, bias: bias))
    }
    let dropped = dropped + first * n
    for gate in 0..<plan.productCount {
      elements.elementwise.binary(
        .multiply, step.before, RowStride(row: step.beforeRow, step: 1),
        dropout + (gate * descriptor.batch + first) * n, RowStride(row: n, step: 1), dropped, step.rows, n)
      plan.table.multiply(
        plan.block(
          step.rows, a: UnsafePointer(dropped), aRow: n, panels: panels + gate * plan.product.packedB,
          c: product + gate * n, cRow: columns, bias: bias.map { $0 + gate * n }))
    }
  }
}
