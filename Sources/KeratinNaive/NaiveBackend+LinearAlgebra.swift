public import KeratinKernels

/// Golub and Van Loan, Matrix Computations: Cholesky 4.2, Gauss 3.4, substitution 3.1. All numbers are Doubles until the end.
extension NaiveBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func cholesky<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into l: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    var lower = workspace.take(n * n, of: Double.self)
    for i in 0..<n {
      for j in 0...i {
        var sum = a[i * n + j].asDouble
        for k in 0..<j { sum -= lower[i * n + k] * lower[j * n + k] }
        if i > j {
          lower[i * n + j] = sum / lower[j * n + j]
        } else if sum > 0 && sum.isFinite {
          lower[i * n + i] = sum.squareRoot()
        } else {
          for k in l.indices { l[k] = .nan }
          return
        }
      }
    }
    for i in 0..<n {
      for j in 0..<n { l[i * n + j] = j > i ? 0 : T(rounding: lower[i * n + j]) }
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func lu<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into factors: inout MutableSpan<T>, permutation: inout MutableSpan<Int32>,
    sign: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    var rows = workspace.take(n * n, of: Double.self)
    for i in 0..<(n * n) { rows[i] = a[i].asDouble }
    for i in 0..<n { permutation[i] = Int32(i) }
    sign[0] = 1
    for j in 0..<n {
      var pivot = j
      for i in j..<n where rows[i * n + j].magnitude > rows[pivot * n + j].magnitude { pivot = i }
      if pivot != j {
        for k in 0..<n {
          let element = rows[j * n + k]
          rows[j * n + k] = rows[pivot * n + k]
          rows[pivot * n + k] = element
        }
        let row = permutation[j]
        permutation[j] = permutation[pivot]
        permutation[pivot] = row
        sign[0] = -sign[0]
      }
      // A column of zeros needs no elimination, and its zero stays in the diagonal.
      if rows[j * n + j] == 0 { continue }
      for i in (j + 1)..<max(n, j + 1) {
        rows[i * n + j] /= rows[j * n + j]
        for k in (j + 1)..<max(n, j + 1) { rows[i * n + k] -= rows[i * n + j] * rows[j * n + k] }
      }
    }
    for i in 0..<(n * n) { factors[i] = T(rounding: rows[i]) }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func solveTriangular<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: TriangularSystem, into x: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let (n, columns) = (descriptor.n, descriptor.columns)
    for i in 0..<n {
      let isReadable = (0..<n).allSatisfy { j in
        j == i && descriptor.hasUnitDiagonal || (descriptor.isLower ? j > i : j < i) || a[i * n + j].isFinite
      }
      guard isReadable, descriptor.hasUnitDiagonal || a[i * n + i] != 0 else {
        for k in x.indices { x[k] = .nan }
        return
      }
    }
    var solution = workspace.take(n * columns, of: Double.self)
    // Read transposed, a lower triangle is an upper one.
    let goesDown = descriptor.isLower != descriptor.isTransposed
    for step in 0..<n {
      let i = goesDown ? step : n - 1 - step
      let known = goesDown ? 0..<i : (i + 1)..<n
      for column in 0..<columns {
        var sum = b[i * columns + column].asDouble
        for j in known {
          let element = descriptor.isTransposed ? a[j * n + i] : a[i * n + j]
          sum -= element.asDouble * solution[j * columns + column]
        }
        solution[i * columns + column] = descriptor.hasUnitDiagonal ? sum : sum / a[i * n + i].asDouble
      }
    }
    for i in 0..<(n * columns) { x[i] = T(rounding: solution[i]) }
  }

  public func workspaceBytes(_ decomposition: Decomposition, _ type: any FloatingScalar.Type) -> Int {
    func bytes(_ counts: Int...) -> Int { counts.reduce(0) { $0 + Workspace.bytes($1, of: Double.self) } }
    switch decomposition {
    case .qr(let qr): return bytes(qr.m * qr.n, qr.k, qr.m * qr.columns)
    case .cholesky(let n), .lu(let n): return bytes(n * n)
    case .triangular(let system): return bytes(system.n * system.columns)
    case .eigh(let n): return bytes(n * n, n * n) + Workspace.bytes(n, of: Int32.self)
    case .svd(let m, let n, _):
      let k = min(m, n)
      return bytes(max(m, n) * k, k * k, k) + Workspace.bytes(k, of: Int32.self)
    }
  }
}
