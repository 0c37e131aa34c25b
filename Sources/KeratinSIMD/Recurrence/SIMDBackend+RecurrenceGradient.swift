public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func recurrenceGradient<T: FloatingScalar>(
    _ forward: borrowing RecurrenceRecord<T>, kernel u: Span<T>, mask: Span<UInt8>, dropout: Span<T>,
    dStates: Span<T>, dCells: Span<T>, _ descriptor: Recurrence, into dProjection: inout MutableSpan<T>,
    dInner: inout MutableSpan<T>, dInitial: inout MutableSpan<T>, dInitialCells: inout MutableSpan<T>,
    before: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    if T.self != Float.self {
      return reference.recurrenceGradient(
        forward, kernel: u, mask: mask, dropout: dropout, dStates: dStates, dCells: dCells, descriptor,
        into: &dProjection, dInner: &dInner, dInitial: &dInitial, dInitialCells: &dInitialCells, before: &before,
        &workspace)
    }
    guard RecurrencePlan.covers(descriptor) else {
      return recurrenceGradientDefinition(
        forward, kernel: u, mask: mask, dropout: dropout, dStates: dStates, dCells: dCells, descriptor,
        into: &dProjection, dInner: &dInner, dInitial: &dInitial, dInitialCells: &dInitialCells, before: &before,
        &workspace)
    }
    let plan = RecurrencePlan(descriptor, table.products, isGradient: true)
    var panels = workspace.take(plan.packedCount, of: Float.self)
    var products = workspace.take(descriptor.batch * plan.productRow, of: Float.self)
    var past = workspace.take(plan.hasPast ? descriptor.stateCount : 0, of: Float.self)
    var carried = workspace.take(descriptor.stateCount, of: Float.self)
    var cellGradient = workspace.take(descriptor.cell == .lstm ? descriptor.stateCount : 0, of: Float.self)
    var dropped = workspace.take(descriptor.hasDropout ? descriptor.stateCount : 0, of: Float.self)
    let run = RecurrenceGradientRun(
      plan: plan, elements: table.elements, dropout: dropout.address(), dropped: dropped.address(),
      initial: forward.initial.address(),
      initialCells: forward.initialCells.address(), states: forward.states.address(),
      cells: forward.cells.address(), saved: forward.saved.address(),
      mask: mask.isEmpty ? nil : mask.address(as: UInt8.self), dStates: dStates.address(),
      hasAllStates: dStates.count == descriptor.steps * descriptor.stateCount,
      dCells: dCells.isEmpty ? nil : dCells.address(), panels: panels.address(), products: products.address(),
      past: plan.hasPast ? past.address() : nil, carried: carried.address(), cellGradient: cellGradient.address(),
      dProjection: dProjection.address(), dInner: dInner.isEmpty ? nil : dInner.address(),
      dInitial: dInitial.address(), dInitialCells: dInitialCells.address(), beforeSteps: before.address())
    plan.pack(u.address(), into: run.panels)
    plan.forEachPiece { run.run($0, $1) }
  }

  public func gradientWorkspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self { return reference.gradientWorkspaceBytes(descriptor, type) }
    guard RecurrencePlan.covers(descriptor) else { return recurrenceGradientDefinitionBytes(descriptor, type) }
    let plan = RecurrencePlan(descriptor, table.products, isGradient: true)
    return Workspace.bytes(plan.packedCount, of: Float.self)
      + Workspace.bytes(descriptor.batch * plan.productRow, of: Float.self)
      + 4 * Workspace.bytes(descriptor.stateCount, of: Float.self)
  }
}
