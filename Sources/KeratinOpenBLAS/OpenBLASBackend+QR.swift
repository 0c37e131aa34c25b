public import KeratinKernels

extension OpenBLASBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func qr<T: FloatingScalar>(
    _ a: Span<T>, _ descriptor: QRDecomposition, intoQ q: inout MutableSpan<T>, intoR r: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    if T.self == Float.self {
      decompose(a.address(as: Float.self), descriptor, q.address(), r.address(), &workspace)
    } else {
      decompose(a.address(as: Double.self), descriptor, q.address(), r.address(), &workspace)
    }
  }

  private func decompose<T: LibraryScalar>(
    _ a: UnsafePointer<T>, _ descriptor: QRDecomposition, _ q: UnsafeMutablePointer<T>, _ r: UnsafeMutablePointer<T>,
    _ workspace: inout Workspace
  ) {
    let (m, n, k, width) = (descriptor.m, descriptor.n, descriptor.k, descriptor.columns)
    if k == 0 {
      // Nothing to decompose: a complete Q is the identity.
      for i in 0..<(m * width) { q[i] = i / max(width, 1) == i % max(width, 1) ? 1 : 0 }
      return
    }
    var columnsSpan = workspace.take(m * max(n, width), of: T.self)
    var tauSpan = workspace.take(k, of: T.self)
    let count = qrWorkCount(T.self, descriptor)
    var workSpan = workspace.take(count, of: T.self)
    let columns = columnsSpan.address(as: T.self)
    let tau = tauSpan.address(as: T.self)
    let work = workSpan.address(as: T.self)

    // LAPACK is at home in columns; asked for rows, LAPACKE would allocate to transpose.
    for j in 0..<n {
      for i in 0..<m { columns[j * m + i] = a[i * n + j] }
    }
    T.geqrf(m, n, columns, tau, work, count)
    for i in 0..<width {
      for j in 0..<n { r[i * n + j] = j < i ? 0 : columns[j * m + i] }
    }
    T.orgqr(m, width, k, columns, tau, work, count)
    for i in 0..<m {
      for j in 0..<width { q[i * width + j] = columns[j * m + i] }
    }
  }

  /// The elements of work space with which both routines run best.
  func qrWorkCount<T: LibraryScalar>(_ type: T.Type, _ qr: QRDecomposition) -> Int {
    if qr.k == 0 { return 0 }
    var (matrix, tau, first, second) = (T(0), T(0), T(0), T(0))
    T.geqrf(qr.m, qr.n, &matrix, &tau, &first, -1)
    T.orgqr(qr.m, qr.columns, qr.k, &matrix, &tau, &second, -1)
    return max(1, Int(max(first, second)))
  }
}
