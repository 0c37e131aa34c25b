public import KeratinKernels

extension NaiveBackend {
  /// Hestenes's method (Golub and Van Loan, Matrix Computations, 8.6.3): Jacobi's rotations of pairs of columns, of which each makes
  /// one pair orthogonal, until all are. Then the columns' lengths are the singular values. A matrix that is wider than tall is
  /// read transposed.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func svd<T: FloatingScalar>(
    _ a: Span<T>, m: Int, n: Int, intoU u: inout MutableSpan<T>, intoS s: inout MutableSpan<T>,
    intoVT vt: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (rows, k) = (max(m, n), min(m, n))
    let isWide = m < n
    var left = workspace.take(rows * k, of: Double.self)
    var right = workspace.take(k * k, of: Double.self)
    var lengths = workspace.take(k, of: Double.self)
    var order = workspace.take(k, of: Int32.self)
    var scale = 0.0
    for i in 0..<(m * n) {
      guard a[i].isFinite else {
        for k in s.indices { s[k] = .nan }
        for k in u.indices { u[k] = .nan }
        for k in vt.indices { vt[k] = .nan }
        return
      }
      scale = larger(scale, a[i].asDouble.magnitude)
    }
    // In units of the largest element, so that no square overflows or vanishes.
    let unit = scale > 0 ? scale : 1
    for i in 0..<rows {
      for j in 0..<k { left[i * k + j] = (isWide ? a[j * n + i] : a[i * n + j]).asDouble / unit }
    }
    for i in 0..<k {
      for j in 0..<k { right[i * k + j] = i == j ? 1 : 0 }
    }
    makeOrthogonal(&left, &right, rows, k)
    for j in 0..<k {
      var squares = 0.0
      for i in 0..<rows { squares += left[i * k + j] * left[i * k + j] }
      lengths[j] = squares.squareRoot()
      order[j] = Int32(j)
      if lengths[j] > 0 {
        for i in 0..<rows { left[i * k + j] /= lengths[j] }
      }
    }
    sort(&order) { lengths[$0] > lengths[$1] }
    for j in 0..<k { s[j] = T(rounding: lengths[Int(order[j])] * unit) }
    if u.isEmpty && vt.isEmpty { return }

    // A column that is all rounding, or 0, has no direction of its own.
    let least = k > 0 ? lengths[Int(order[0])] * Double(k) * 0x1p-52 : 0
    for j in 0..<k where lengths[j] <= least {
      lengths[j] = 0
      for i in 0..<rows { left[i * k + j] = 0 }
    }
    for j in 0..<k where lengths[j] == 0 { fillColumn(&left, &lengths, rows, k, j) }
    for j in 0..<k {
      let source = Int(order[j])
      // The row of Vᵀ that decides the sign is a column of `right`, or of `left` where A is read transposed.
      let isTurned =
        isWide
        ? VectorSign.isTurned(count: rows) { left[$0 * k + source] }
        : VectorSign.isTurned(count: k) { right[$0 * k + source] }
      let sign: Double = isTurned ? -1 : 1
      for i in 0..<m { u[i * k + j] = T(rounding: sign * (isWide ? right[i * k + source] : left[i * k + source])) }
      for i in 0..<n { vt[j * n + i] = T(rounding: sign * (isWide ? left[i * k + source] : right[i * k + source])) }
    }
  }
}

/// Turns pairs of columns of `left`, and those of `right` with them, until every two of `left` are orthogonal.
private func makeOrthogonal(
  _ left: inout MutableSpan<Double>, _ right: inout MutableSpan<Double>, _ rows: Int, _ k: Int
) {
  for _ in 0..<mostSweeps {
    var hasTurned = false
    for p in 0..<k {
      for q in (p + 1)..<max(k, p + 1) {
        var (pp, pq, qq) = (0.0, 0.0, 0.0)
        for i in 0..<rows {
          let (x, y) = (left[i * k + p], left[i * k + q])
          pp += x * x
          pq += x * y
          qq += y * y
        }
        if pq.magnitude <= 0x1p-51 * (pp.squareRoot() * qq.squareRoot()) { continue }
        hasTurned = true
        let (c, s) = jacobiRotation(pp, pq, qq)
        turn(&left, rows, k, p, q, c, s)
        turn(&right, k, k, p, q, c, s)
      }
    }
    if !hasTurned { return }
  }
}

private func turn(
  _ matrix: inout MutableSpan<Double>, _ rows: Int, _ k: Int, _ p: Int, _ q: Int, _ c: Double, _ s: Double
) {
  for i in 0..<rows {
    let (x, y) = (matrix[i * k + p], matrix[i * k + q])
    matrix[i * k + p] = c * x - s * y
    matrix[i * k + q] = s * x + c * y
  }
}

/// Gives column j of `left`, which is 0, a direction orthogonal to all columns that have one: what they leave of the axis of which
/// they leave most.
private func fillColumn(
  _ left: inout MutableSpan<Double>, _ lengths: inout MutableSpan<Double>, _ rows: Int, _ k: Int, _ j: Int
) {
  var (axis, most) = (0, -1.0)
  for i in 0..<rows {
    var rest = 1.0
    for column in 0..<k where column != j && lengths[column] > 0 { rest -= left[i * k + column] * left[i * k + column] }
    if rest > most { (axis, most) = (i, rest) }
  }
  left[axis * k + j] = 1
  // Once more, for what rounding left of the first time.
  for _ in 0..<2 {
    for column in 0..<k where column != j && lengths[column] > 0 {
      var dot = 0.0
      for i in 0..<rows { dot += left[i * k + column] * left[i * k + j] }
      for i in 0..<rows { left[i * k + j] -= dot * left[i * k + column] }
    }
  }
  var squares = 0.0
  for i in 0..<rows { squares += left[i * k + j] * left[i * k + j] }
  for i in 0..<rows { left[i * k + j] /= squares.squareRoot() }
  lengths[j] = 0x1p-1000
}
