extension FusedKernels where Self: Backend {
  public func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, bias: Span<T>, residual: Span<T>, _ descriptor: ActivatedConvolution,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let count = descriptor.convolution.resultCount
    let filters = descriptor.convolution.groups * descriptor.convolution.filters
    var sums = workspace.take(count, of: T.self)
    var biased = workspace.take(bias.isEmpty ? 0 : count, of: T.self)
    convolve(x, w, descriptor.convolution, into: &sums, &workspace)
    if bias.isEmpty { return addResidual(sums.span, residual, descriptor.activation, into: &y, &workspace) }
    let result: Shape = [count / max(1, filters), filters]
    binary(.add, sums.span, bias, Broadcast([result, [filters]], to: result), into: &biased)
    addResidual(biased.span, residual, descriptor.activation, into: &y, &workspace)
  }

  /// y = activation(sums + residual).
  private func addResidual<T: FloatingScalar>(
    _ sums: Span<T>, _ residual: Span<T>, _ activation: ActivationKind, into y: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    if residual.isEmpty { return activate(sums, activation, into: &y) }
    var added = workspace.take(sums.count, of: T.self)
    let result: Shape = [sums.count]
    binary(.add, sums, residual, Broadcast([result, result], to: result), into: &added)
    activate(added.span, activation, into: &y)
  }

  private func activate<T: FloatingScalar>(
    _ x: Span<T>, _ activation: ActivationKind, into y: inout MutableSpan<T>
  ) {
    if let operation = activation.operation { return unary(operation, x, into: &y) }
    copy(x, StridedCopy(extents: [x.count], strides: [1], sourceCount: x.count), into: &y)
  }

  public func workspaceBytes(_ descriptor: ActivatedConvolution, _ type: any FloatingScalar.Type) -> Int {
    3 * Workspace.bytes(descriptor.convolution.resultCount, of: type) + workspaceBytes(descriptor.convolution, type)
  }
}
