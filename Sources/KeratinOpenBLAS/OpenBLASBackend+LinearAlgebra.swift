public import KeratinKernels

extension OpenBLASBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func cholesky<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into l: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    var isReadable = true
    for i in 0..<n {
      for j in 0..<n {
        l[i * n + j] = j > i ? 0 : a[i * n + j]
        if j <= i && !a[i * n + j].isFinite { isReadable = false }
      }
    }
    if n == 0 { return }
    let info =
      !isReadable ? 1 : T.self == Float.self ? Float.potrf(n, l.address()) : Double.potrf(n, l.address())
    if info != 0 { makeNaN(&l) }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func lu<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into factors: inout MutableSpan<T>, permutation: inout MutableSpan<Int32>,
    sign: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    var columns = workspace.take(n * n, of: T.self)
    var pivots = workspace.take(n, of: Int32.self)
    for i in 0..<n {
      for j in 0..<n { columns[j * n + i] = a[i * n + j] }
    }
    if n > 0 {
      if T.self == Float.self {
        Float.getrf(n, columns.address(), pivots.address())
      } else {
        Double.getrf(n, columns.address(), pivots.address())
      }
    }
    for i in 0..<n {
      permutation[i] = Int32(i)
      for j in 0..<n { factors[i * n + j] = columns[j * n + i] }
    }
    sign[0] = 1
    for i in 0..<n {
      // Beside NaN the library may name no row.
      let other = Swift.min(Swift.max(Int(pivots[i]) - 1, 0), n - 1)
      if other == i { continue }
      let row = permutation[i]
      permutation[i] = permutation[other]
      permutation[other] = row
      sign[0] = -sign[0]
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func solveTriangular<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: TriangularSystem, into x: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let n = descriptor.n
    for i in 0..<n {
      for j in (descriptor.isLower ? 0..<(i + 1) : i..<n) where !(i == j && descriptor.hasUnitDiagonal) {
        if !a[i * n + j].isFinite || i == j && a[i * n + j] == 0 { return makeNaN(&x) }
      }
    }
    x.address(as: T.self).update(from: b.address(), count: n * descriptor.columns)
    if n == 0 || descriptor.columns == 0 { return }
    if T.self == Float.self {
      Float.trsm(descriptor, a.address(), x.address())
    } else {
      Double.trsm(descriptor, a.address(), x.address())
    }
  }

  public func workspaceBytes(_ decomposition: Decomposition, _ type: any FloatingScalar.Type) -> Int {
    type == Float.self ? bytes(decomposition, Float.self) : bytes(decomposition, Double.self)
  }

  private func bytes<T: LibraryScalar>(_ decomposition: Decomposition, _ type: T.Type) -> Int {
    func bytes(_ counts: Int...) -> Int { counts.reduce(0) { $0 + Workspace.bytes($1, of: T.self) } }
    switch decomposition {
    case .qr(let qr): return bytes(qr.m * Swift.max(qr.n, qr.columns), qr.k, qrWorkCount(T.self, qr))
    case .cholesky, .triangular: return 0
    case .lu(let n): return bytes(n * n) + Workspace.bytes(n, of: Int32.self)
    case .eigh(let n):
      let counts = eighWorkCounts(T.self, n)
      return bytes(n * n, counts.work) + Workspace.bytes(counts.indices, of: Int32.self)
    case .svd(let m, let n, let vectors):
      let k = Swift.min(m, n)
      return bytes(m * n, svdWorkCount(T.self, m, n, vectors))
        + Workspace.bytes(8 * k, of: Int32.self)
    }
  }
}

func makeNaN<T: FloatingScalar>(_ x: inout MutableSpan<T>) {
  for i in x.indices { x[i] = .nan }
}
