extension DerivedBackend {
  public func qr<T: FloatingScalar>(
    _ a: Span<T>, _ descriptor: QRDecomposition, intoQ q: inout MutableSpan<T>, intoR r: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.qr(a, descriptor, intoQ: &q, intoR: &r, &workspace)
  }

  public func cholesky<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into l: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.cholesky(a, n: n, into: &l, &workspace)
  }

  public func lu<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into factors: inout MutableSpan<T>, permutation: inout MutableSpan<Int32>,
    sign: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.lu(a, n: n, into: &factors, permutation: &permutation, sign: &sign, &workspace)
  }

  public func solveTriangular<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: TriangularSystem, into x: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.solveTriangular(a, b, descriptor, into: &x, &workspace)
  }

  public func eigh<T: FloatingScalar>(
    _ a: Span<T>, n: Int, intoValues w: inout MutableSpan<T>, intoVectors v: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.eigh(a, n: n, intoValues: &w, intoVectors: &v, &workspace)
  }

  public func svd<T: FloatingScalar>(
    _ a: Span<T>, m: Int, n: Int, intoU u: inout MutableSpan<T>, intoS s: inout MutableSpan<T>,
    intoVT vt: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.svd(a, m: m, n: n, intoU: &u, intoS: &s, intoVT: &vt, &workspace)
  }

  public func workspaceBytes(_ decomposition: Decomposition, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(decomposition, type)
  }
}
