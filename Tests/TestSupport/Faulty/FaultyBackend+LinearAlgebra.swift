public import KeratinKernels

extension FaultyBackend {
  public func qr<T: FloatingScalar>(
    _ a: Span<T>, _ descriptor: QRDecomposition, intoQ q: inout MutableSpan<T>, intoR r: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let (oldQ, oldR) = (elements(q), elements(r))
    base.qr(a, descriptor, intoQ: &q, intoR: &r, &workspace)
    spoil(.qrQ, &q, oldQ)
    spoil(.qrR, &r, oldR)
  }

  public func cholesky<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into l: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let old = elements(l)
    base.cholesky(a, n: n, into: &l, &workspace)
    spoil(.cholesky, &l, old)
  }

  public func lu<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into factors: inout MutableSpan<T>, permutation: inout MutableSpan<Int32>,
    sign: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (oldFactors, oldSign) = (elements(factors), elements(sign))
    base.lu(a, n: n, into: &factors, permutation: &permutation, sign: &sign, &workspace)
    spoil(.luFactors, &factors, oldFactors)
    spoil(.luSign, &sign, oldSign)
  }

  public func solveTriangular<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: TriangularSystem, into x: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let old = elements(x)
    base.solveTriangular(a, b, descriptor, into: &x, &workspace)
    spoil(.solveTriangular, &x, old)
  }

  public func eigh<T: FloatingScalar>(
    _ a: Span<T>, n: Int, intoValues w: inout MutableSpan<T>, intoVectors v: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let (oldW, oldV) = (elements(w), elements(v))
    base.eigh(a, n: n, intoValues: &w, intoVectors: &v, &workspace)
    spoil(.eighValues, &w, oldW)
    spoil(.eighVectors, &v, oldV)
  }

  public func svd<T: FloatingScalar>(
    _ a: Span<T>, m: Int, n: Int, intoU u: inout MutableSpan<T>, intoS s: inout MutableSpan<T>,
    intoVT vt: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (oldU, oldS, oldVT) = (elements(u), elements(s), elements(vt))
    base.svd(a, m: m, n: n, intoU: &u, intoS: &s, intoVT: &vt, &workspace)
    spoil(.svdU, &u, oldU)
    spoil(.svdS, &s, oldS)
    spoil(.svdVT, &vt, oldVT)
  }
}
