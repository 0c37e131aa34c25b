public import KeratinKernels

extension SIMDBackend {
  public func qr<T: FloatingScalar>(
    _ a: Span<T>, m: Int, n: Int, intoQ q: inout MutableSpan<T>, intoR r: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    reference.qr(a, m: m, n: n, intoQ: &q, intoR: &r, &workspace)
  }

  public func qrWorkspaceBytes(m: Int, n: Int, _ type: any FloatingScalar.Type) -> Int {
    reference.qrWorkspaceBytes(m: m, n: n, type)
  }
}
