public import KeratinKernels

extension FaultyBackend {
  public func gemm<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: Gemm, into c: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let before = elements(c)
    var descriptor = descriptor
    if fault == .transposed && result == .gemm && descriptor.m == descriptor.k { descriptor.transposeA.toggle() }
    var whole = workspace
    base.gemm(a, b, descriptor, into: &c, &workspace)
    if fault == .outOfWorkspace && result == .gemm {
      var scratch = whole.take(workspaceBytes(descriptor, T.self), of: UInt8.self)
      changeByte(after: &scratch)
    }
    spoil(.gemm, &c, before)
  }
}
