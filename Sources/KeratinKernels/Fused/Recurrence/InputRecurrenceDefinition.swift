extension FusedKernels where Self: Backend {
  public func inputRecurrence<T: FloatingScalar>(
    _ x: Span<T>, inputKernel w: Span<T>, inputBias: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>,
    initialCells c0: Span<T>, mask: Span<UInt8>, dropout: Span<T>, _ descriptor: InputRecurrence,
    into states: inout MutableSpan<T>, cells: inout MutableSpan<T>, saved: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    inputRecurrenceDefinition(
      x, inputKernel: w, inputBias: inputBias, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask,
      dropout: dropout, descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
  }

  public func workspaceBytes(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Int {
    inputRecurrenceDefinitionBytes(descriptor, type)
  }

  public func gainsByProjecting(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Bool { false }

  /// What ``inputRecurrence`` means: ``dense``, then ``recurrence``.
  public func inputRecurrenceDefinition<T: FloatingScalar>(
    _ x: Span<T>, inputKernel w: Span<T>, inputBias: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>,
    initialCells c0: Span<T>, mask: Span<UInt8>, dropout: Span<T>, _ descriptor: InputRecurrence,
    into states: inout MutableSpan<T>, cells: inout MutableSpan<T>, saved: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let dense = descriptor.projection
    var projection = workspace.take(dense.rows * dense.units, of: T.self)
    var rest = workspace.rest()
    self.dense(x, w, packed: Span(), bias: inputBias, dense, into: &projection, &rest)
    recurrence(
      projection: projection.span, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask, dropout: dropout,
      descriptor.recurrence, into: &states, cells: &cells, saved: &saved, &workspace)
  }

  /// The workspace of ``inputRecurrenceDefinition``.
  public func inputRecurrenceDefinitionBytes(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Int {
    let dense = descriptor.projection
    return Workspace.bytes(dense.rows * dense.units, of: type)
      + max(workspaceBytes(dense, type), workspaceBytes(descriptor.recurrence, type))
  }
}
