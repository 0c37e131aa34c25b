extension FusedKernels where Self: Backend {
  public func sparseAdam<T: FloatingScalar>(
    gradient g: Span<T>, indices: Span<Int32>, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: SparseAdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    var table = workspace.take(update.adam.count, of: T.self)
    gatherAdjoint(g, indices, update.rows, into: &table)
    adam(
      gradient: table.span, learningRate: learningRate, iterations: iterations, update.adam, w: &w, m: &m, v: &v,
      largestV: &largestV, &workspace)
  }

  public func workspaceBytes(_ update: SparseAdamUpdate, _ type: any FloatingScalar.Type) -> Int {
    Workspace.bytes(update.adam.count, of: type) + workspaceBytes(update.adam, type)
  }
}
