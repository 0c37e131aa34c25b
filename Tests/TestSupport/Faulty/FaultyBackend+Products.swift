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

  public func qr<T: FloatingScalar>(
    _ a: Span<T>, m: Int, n: Int, intoQ q: inout MutableSpan<T>, intoR r: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let (oldQ, oldR) = (elements(q), elements(r))
    base.qr(a, m: m, n: n, intoQ: &q, intoR: &r, &workspace)
    spoil(.qrQ, &q, oldQ)
    spoil(.qrR, &r, oldR)
  }
}
