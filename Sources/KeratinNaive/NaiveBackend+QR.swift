public import KeratinKernels

extension NaiveBackend {
  /// Householder's method on columns, as LAPACK's `geqr2` and `org2r` (Golub and Van Loan, Matrix Computations, 5.1 and
  /// 5.2): reflector Hⱼ = 1 − τ·v·vᵀ with v₀ = 1 sends column j below the diagonal to 0 and its head to −sign(head)·‖column‖.
  /// A column that is 0 below the diagonal already is left as it is, whatever its head's sign.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func qr<T: FloatingScalar>(
    _ a: Span<T>, _ descriptor: QRDecomposition, intoQ q: inout MutableSpan<T>, intoR r: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let (m, n, k, width) = (descriptor.m, descriptor.n, descriptor.k, descriptor.columns)
    // R grows on and above the diagonal of `h`, the reflectors without their leading 1 below it.
    var h = workspace.take(m * n, of: Double.self)
    var tau = workspace.take(k, of: Double.self)
    var columns = workspace.take(m * width, of: Double.self)
    for i in 0..<(m * n) { h[i] = a[i].asDouble }
    for j in 0..<k {
      tau[j] = makeReflector(&h, m, n, j)
      for column in (j + 1)..<max(n, j + 1) {
        var dot = h[j * n + column]
        for i in (j + 1)..<m { dot += h[i * n + j] * h[i * n + column] }
        h[j * n + column] -= tau[j] * dot
        for i in (j + 1)..<m { h[i * n + column] -= tau[j] * dot * h[i * n + j] }
      }
    }
    for i in 0..<width {
      for j in 0..<n { r[i * n + j] = j < i ? 0 : T(rounding: h[i * n + j]) }
    }
    // Q is H₀·H₁·…·Hₖ₋₁ applied to the first columns of the identity, the last reflector first.
    for i in 0..<m {
      for j in 0..<width { columns[i * width + j] = i == j ? 1 : 0 }
    }
    for j in (0..<k).reversed() {
      for column in j..<width {
        var dot = columns[j * width + column]
        for i in (j + 1)..<m { dot += h[i * n + j] * columns[i * width + column] }
        columns[j * width + column] -= tau[j] * dot
        for i in (j + 1)..<m { columns[i * width + column] -= tau[j] * dot * h[i * n + j] }
      }
    }
    for i in 0..<(m * width) { q[i] = T(rounding: columns[i]) }
  }
}

/// Turns column j of the m × n matrix `h`, from the diagonal down, into R's diagonal element and the reflector's tail;
/// gives τ.
private func makeReflector(_ h: inout MutableSpan<Double>, _ m: Int, _ n: Int, _ j: Int) -> Double {
  var scale = 0.0
  for i in (j + 1)..<m { scale = larger(scale, h[i * n + j].magnitude) }
  if scale == 0 { return 0 }
  scale = larger(scale, h[j * n + j].magnitude)
  // In units of the largest element, so that no square overflows or vanishes.
  let head = h[j * n + j] / scale
  var squares = head * head
  for i in (j + 1)..<m { squares += (h[i * n + j] / scale) * (h[i * n + j] / scale) }
  let diagonal = head < 0 ? squares.squareRoot() : -squares.squareRoot()
  for i in (j + 1)..<m { h[i * n + j] = h[i * n + j] / scale / (head - diagonal) }
  h[j * n + j] = diagonal * scale
  return (diagonal - head) / diagonal
}
