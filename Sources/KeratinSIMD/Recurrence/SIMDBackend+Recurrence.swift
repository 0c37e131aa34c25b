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
    let hasCells = descriptor.cell == .lstm
    var panels = workspace.take(plan.packedCount, of: Float.self)
    var products = workspace.take(plan.productsCount, of: Float.self)
    var h = workspace.take(descriptor.stateCount, of: Float.self)
    var other = workspace.take(plan.unitsPerPiece == nil ? 0 : descriptor.stateCount, of: Float.self)
    var c = workspace.take(hasCells ? descriptor.stateCount : 0, of: Float.self)
    var dropped = workspace.take(descriptor.hasDropout ? descriptor.stateCount : 0, of: Float.self)
    let run = RecurrenceRun(
      plan: plan, elements: table.elements, projection: projection.address(),
      bias: bias.isEmpty ? nil : bias.address(), dropout: dropout.address(), dropped: dropped.address(),
      initial: h0.address(), initialCells: hasCells ? c0.address() : nil,
      mask: mask.isEmpty ? nil : mask.address(as: UInt8.self), panels: panels.address(), products: products.address(),
      h: h.address(), other: other.address(), c: c.address(), states: states.address(),
      cells: cells.isEmpty ? nil : cells.address(),
      saved: saved.isEmpty ? nil : saved.address())
    if plan.unitsPerPiece == nil {
      plan.pack(u.address(), into: run.panels)
      plan.forEachPiece { run.run($0, $1) }
    } else {
      run.runByUnits(u.address())
    }
  }

  public func workspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self { return reference.workspaceBytes(descriptor, type) }
    guard RecurrencePlan.covers(descriptor) else { return recurrenceDefinitionBytes(descriptor, type) }
    let plan = RecurrencePlan(descriptor, table.products, isGradient: false)
    return Workspace.bytes(plan.packedCount, of: Float.self)
      + Workspace.bytes(plan.productsCount, of: Float.self)
      + 4 * Workspace.bytes(descriptor.stateCount, of: Float.self)
  }
}
