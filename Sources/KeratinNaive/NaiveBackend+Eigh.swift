public import KeratinKernels

extension NaiveBackend {
  /// Jacobi's method (Golub and Van Loan, Matrix Computations, 8.5): rotations in the plane of two axes, each of which brings one pair of
  /// elements off the diagonal to 0, until there is nothing left to bring there.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func eigh<T: FloatingScalar>(
    _ a: Span<T>, n: Int, intoValues w: inout MutableSpan<T>, intoVectors v: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    var matrix = workspace.take(n * n, of: Double.self)
    var vectors = workspace.take(n * n, of: Double.self)
    var order = workspace.take(n, of: Int32.self)
    var scale = 0.0
    for i in 0..<n {
      for j in 0...i {
        let element = a[i * n + j].asDouble
        guard element.isFinite else {
          for k in w.indices { w[k] = .nan }
          for k in v.indices { v[k] = .nan }
          return
        }
        scale = larger(scale, element.magnitude)
      }
    }
    // In units of the largest element, so that no square overflows or vanishes.
    let unit = scale > 0 ? scale : 1
    for i in 0..<n {
      for j in 0..<n {
        matrix[i * n + j] = a[larger(i, j) * n + smaller(i, j)].asDouble / unit
        vectors[i * n + j] = i == j ? 1 : 0
      }
    }
    for _ in 0..<mostSweeps {
      var hasTurned = false
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) where matrix[p * n + q].magnitude > 0x1p-56 {
          hasTurned = true
          rotate(&matrix, &vectors, n, p, q)
        }
      }
      if !hasTurned { break }
    }
    for i in 0..<n { order[i] = Int32(i) }
    sort(&order) { matrix[$0 * (n + 1)] < matrix[$1 * (n + 1)] }
    for column in 0..<n {
      let source = Int(order[column])
      w[column] = T(rounding: matrix[source * (n + 1)] * unit)
      let isTurned = VectorSign.isTurned(count: n) { vectors[$0 * n + source] }
      for i in 0..<n {
        v[i * n + column] = T(rounding: isTurned ? -vectors[i * n + source] : vectors[i * n + source])
      }
    }
  }
}

/// Turns axes p and q of the symmetric `matrix` so that its element (p, q) is 0, and columns p and q of `vectors` with them.
private func rotate(
  _ matrix: inout MutableSpan<Double>, _ vectors: inout MutableSpan<Double>, _ n: Int, _ p: Int, _ q: Int
) {
  let (c, s) = jacobiRotation(matrix[p * n + p], matrix[p * n + q], matrix[q * n + q])
  for i in 0..<n {
    let (x, y) = (matrix[i * n + p], matrix[i * n + q])
    matrix[i * n + p] = c * x - s * y
    matrix[i * n + q] = s * x + c * y
  }
  for i in 0..<n {
    let (x, y) = (matrix[p * n + i], matrix[q * n + i])
    matrix[p * n + i] = c * x - s * y
    matrix[q * n + i] = s * x + c * y
  }
  matrix[p * n + q] = 0
  matrix[q * n + p] = 0
  for i in 0..<n {
    let (x, y) = (vectors[i * n + p], vectors[i * n + q])
    vectors[i * n + p] = c * x - s * y
    vectors[i * n + q] = s * x + c * y
  }
}
