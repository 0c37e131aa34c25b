public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func inputRecurrence<T: FloatingScalar>(
    _ x: Span<T>, inputKernel w: Span<T>, inputBias: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>,
    initialCells c0: Span<T>, mask: Span<UInt8>, dropout: Span<T>, _ descriptor: InputRecurrence,
    into states: inout MutableSpan<T>, cells: inout MutableSpan<T>, saved: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    if T.self != Float.self {
      return reference.inputRecurrence(
        x, inputKernel: w, inputBias: inputBias, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask,
        dropout: dropout, descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
    }
    guard let plan = RecurrencePlan.withInputs(descriptor, table.products) else {
      return inputRecurrenceDefinition(
        x, inputKernel: w, inputBias: inputBias, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask,
        dropout: dropout, descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
    }
    let hasCells = descriptor.recurrence.cell == .lstm
    let stateCount = descriptor.recurrence.batch * plan.hRow
    var panels = workspace.take(plan.packedCount, of: Float.self)
    var products = workspace.take(plan.productsCount, of: Float.self)
    var h = workspace.take(stateCount, of: Float.self)
    var c = workspace.take(hasCells ? stateCount : 0, of: Float.self)
    var row = workspace.take(descriptor.recurrence.columns, of: Float.self)
    let shared: UnsafeMutablePointer<Float> = row.address()
    if inputBias.isEmpty {
      shared.update(repeating: 0, count: descriptor.recurrence.columns)
    } else {
      shared.update(from: inputBias.address(), count: descriptor.recurrence.columns)
    }
    let run = RecurrenceRun(
      plan: plan, elements: table.elements, projection: UnsafePointer(shared), inputs: x.address(),
      bias: bias.isEmpty ? nil : bias.address(), dropout: dropout.address(), dropped: h.address(),
      initial: h0.address(), initialCells: hasCells ? c0.address() : nil,
      mask: mask.isEmpty ? nil : mask.address(as: UInt8.self), panels: panels.address(), products: products.address(),
      h: h.address(), other: h.address(), c: c.address(), states: states.address(),
      cells: cells.isEmpty ? nil : cells.address(), saved: saved.isEmpty ? nil : saved.address())
    plan.pack(u.address(), inputKernel: w.address(), into: run.panels)
    plan.forEachPiece { run.run($0, $1) }
  }

  public func gainsByProjecting(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Bool {
    type == Float.self && RecurrencePlan.withInputs(descriptor, table.products) != nil
  }

  public func workspaceBytes(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self { return reference.workspaceBytes(descriptor, type) }
    guard let plan = RecurrencePlan.withInputs(descriptor, table.products) else {
      return inputRecurrenceDefinitionBytes(descriptor, type)
    }
    return Workspace.bytes(plan.packedCount, of: Float.self) + Workspace.bytes(plan.productsCount, of: Float.self)
      + 2 * Workspace.bytes(descriptor.recurrence.batch * plan.hRow, of: Float.self)
      + Workspace.bytes(descriptor.recurrence.columns, of: Float.self)
  }
}
