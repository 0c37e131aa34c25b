#if OpenBLAS
  public import KeratinKernels

  extension OpenBLASBackend {
    @specialized(where T == Float)
    @specialized(where T == Double)
    public func qr<T: FloatingScalar>(
      _ a: Span<T>, m: Int, n: Int, intoQ q: inout MutableSpan<T>, intoR r: inout MutableSpan<T>,
      _ workspace: inout Workspace
    ) {
      if T.self == Float.self {
        decompose(a.address(as: Float.self), m, n, q.address(), r.address(), &workspace)
      } else {
        decompose(a.address(as: Double.self), m, n, q.address(), r.address(), &workspace)
      }
    }

    public func qrWorkspaceBytes(m: Int, n: Int, _ type: any FloatingScalar.Type) -> Int {
      let work = type == Float.self ? workCount(Float.self, m, n) : workCount(Double.self, m, n)
      return Workspace.bytes(m * n, of: type) + Workspace.bytes(min(m, n), of: type) + Workspace.bytes(work, of: type)
    }

    private func decompose<T: LibraryScalar>(
      _ a: UnsafePointer<T>, _ m: Int, _ n: Int, _ q: UnsafeMutablePointer<T>, _ r: UnsafeMutablePointer<T>,
      _ workspace: inout Workspace
    ) {
      let k = min(m, n)
      if k == 0 { return }
      var columnsSpan = workspace.take(m * n, of: T.self)
      var tauSpan = workspace.take(k, of: T.self)
      let count = workCount(T.self, m, n)
      var workSpan = workspace.take(count, of: T.self)
      let columns = columnsSpan.address(as: T.self)
      let tau = tauSpan.address(as: T.self)
      let work = workSpan.address(as: T.self)

      // LAPACK is at home in columns; asked for rows, LAPACKE would allocate to transpose.
      for j in 0..<n {
        for i in 0..<m { columns[j * m + i] = a[i * n + j] }
      }
      T.geqrf(m, n, columns, tau, work, count)
      for i in 0..<k {
        for j in 0..<n { r[i * n + j] = j < i ? 0 : columns[j * m + i] }
      }
      T.orgqr(m, k, columns, tau, work, count)
      for i in 0..<m {
        for j in 0..<k { q[i * k + j] = columns[j * m + i] }
      }
    }

    /// The elements of work space with which both routines run best.
    private func workCount<T: LibraryScalar>(_ type: T.Type, _ m: Int, _ n: Int) -> Int {
      if min(m, n) == 0 { return 0 }
      var (matrix, tau, first, second) = (T(0), T(0), T(0), T(0))
      T.geqrf(m, n, &matrix, &tau, &first, -1)
      T.orgqr(m, min(m, n), &matrix, &tau, &second, -1)
      return max(1, Int(max(first, second)))
    }
  }
#endif
