public import KeratinKernels

extension OpenBLASBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func svd<T: FloatingScalar>(
    _ a: Span<T>, m: Int, n: Int, intoU u: inout MutableSpan<T>, intoS s: inout MutableSpan<T>,
    intoVT vt: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    var info: Int32 = 0
    for i in a.indices where !a[i].isFinite { info = 1 }
    let vectors = !(u.isEmpty && vt.isEmpty)
    if info == 0 {
      info =
        T.self == Float.self
        ? decompose(a.address(as: Float.self), m, n, vectors, u.address(), s.address(), vt.address(), &workspace)
        : decompose(a.address(as: Double.self), m, n, vectors, u.address(), s.address(), vt.address(), &workspace)
    }
    if info != 0 {
      makeNaN(&u)
      makeNaN(&s)
      makeNaN(&vt)
    }
  }

  private func decompose<T: LibraryScalar>(
    _ a: UnsafePointer<T>, _ m: Int, _ n: Int, _ vectors: Bool, _ u: UnsafeMutablePointer<T>,
    _ s: UnsafeMutablePointer<T>, _ vt: UnsafeMutablePointer<T>, _ workspace: inout Workspace
  ) -> Int32 {
    let k = min(m, n)
    if k == 0 { return 0 }
    let count = svdWorkCount(T.self, m, n, vectors)
    var matrixSpan = workspace.take(m * n, of: T.self)
    var workSpan = workspace.take(count, of: T.self)
    var indicesSpan = workspace.take(8 * k, of: Int32.self)
    let matrix = matrixSpan.address(as: T.self)
    matrix.update(from: a, count: m * n)
    let info = T.gesdd(
      job(vectors), m, n, matrix, s, u, vt, workSpan.address(as: T.self), count,
      indicesSpan.address(as: Int32.self))
    if !vectors { return info }
    for j in 0..<k where VectorSign.isTurned(count: n, { vt[j * n + $0].asDouble }) {
      for i in 0..<m { u[i * k + j] = -u[i * k + j] }
      for i in 0..<n { vt[j * n + i] = -vt[j * n + i] }
    }
    return info
  }

  /// The elements of work space with which the routine runs best.
  func svdWorkCount<T: LibraryScalar>(_ type: T.Type, _ m: Int, _ n: Int, _ vectors: Bool) -> Int {
    if min(m, n) == 0 { return 0 }
    var (matrix, s, u, vt, work, index) = (T(0), T(0), T(0), T(0), T(0), Int32(0))
    _ = T.gesdd(job(vectors), m, n, &matrix, &s, &u, &vt, &work, -1, &index)
    return max(1, Int(work))
  }

  private func job(_ vectors: Bool) -> CChar { CChar(UInt8(ascii: vectors ? "S" : "N")) }
}
