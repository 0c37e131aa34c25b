public import KeratinKernels

extension OpenBLASBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func eigh<T: FloatingScalar>(
    _ a: Span<T>, n: Int, intoValues w: inout MutableSpan<T>, intoVectors v: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    for i in 0..<n {
      for j in 0...i where !a[i * n + j].isFinite {
        makeNaN(&w)
        makeNaN(&v)
        return
      }
    }
    let info =
      T.self == Float.self
      ? decompose(a.address(as: Float.self), n, w.address(), v.address(), &workspace)
      : decompose(a.address(as: Double.self), n, w.address(), v.address(), &workspace)
    if info != 0 {
      makeNaN(&w)
      makeNaN(&v)
    }
  }

  private func decompose<T: LibraryScalar>(
    _ a: UnsafePointer<T>, _ n: Int, _ w: UnsafeMutablePointer<T>, _ v: UnsafeMutablePointer<T>,
    _ workspace: inout Workspace
  ) -> Int32 {
    if n == 0 { return 0 }
    let counts = eighWorkCounts(T.self, n)
    var rowsSpan = workspace.take(n * n, of: T.self)
    var workSpan = workspace.take(counts.work, of: T.self)
    var indicesSpan = workspace.take(counts.indices, of: Int32.self)
    let rows = rowsSpan.address(as: T.self)
    rows.update(from: a, count: n * n)
    let info = T.syevd(
      n, rows, w, workSpan.address(as: T.self), counts.work, indicesSpan.address(as: Int32.self), counts.indices)
    for j in 0..<n {
      let isTurned = VectorSign.isTurned(count: n) { rows[j * n + $0].asDouble }
      for i in 0..<n { v[i * n + j] = isTurned ? -rows[j * n + i] : rows[j * n + i] }
    }
    return info
  }

  /// The elements of work space with which the routine runs best.
  func eighWorkCounts<T: LibraryScalar>(_ type: T.Type, _ n: Int) -> (work: Int, indices: Int) {
    if n == 0 { return (0, 0) }
    var (matrix, value, work, index) = (T(0), T(0), T(0), Int32(0))
    _ = T.syevd(n, &matrix, &value, &work, -1, &index, -1)
    return (max(1, Int(work)), max(1, Int(index)))
  }
}
