internal import KeratinKernels

/// Linear algebra on the matrices in the last two axes; axes before them count matrices. Integers are taken as float32.
///
/// A matrix for which there is no result, singular or not positive definite, is an error that says which of the batch it is; inside a
/// plan, where nothing can be thrown, its results are NaN.
extension Tensor {
  /// A = Q·R for matrices of shape `[..., m, n]`, with k = min(m, n).
  ///
  /// Its gradient exists for m ≥ n where R is invertible; of the complete form only for m = n.
  ///
  /// - Parameter complete: whether Q is square, `[..., m, m]`, and R `[..., m, n]`; false by default. Keras's `mode`.
  /// - Returns: Q, `[..., m, k]`, its columns orthonormal, and R, `[..., k, n]`, upper triangular; signs are LAPACK's.
  public func qr(complete: Bool = false, file: StaticString = #fileID, line: UInt = #line) -> (q: Tensor, r: Tensor) {
    let results = apply(QR(isComplete: complete), [floating], site: CallSite(file, line))
    return (results[0], results[1])
  }

  /// The lower triangular L with a positive diagonal and A = L·Lᵀ, for symmetric positive definite matrices A, `[..., n, n]`.
  ///
  /// Of a matrix that is not symmetric, (A + Aᵀ) / 2 is decomposed, as in Keras.
  ///
  /// - Parameter upper: whether to give Lᵀ; false by default.
  public func cholesky(upper: Bool = false, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    let l = apply(Cholesky(), symmetric, site: CallSite(file, line))
    return upper && l.error == nil ? l.withMatricesTransposed() : l
  }

  /// The inverse of L·Lᵀ, of which this tensor has the factor L.
  ///
  /// - Parameter upper: whether the factor is Lᵀ; false by default.
  public func choleskyInverse(upper: Bool = false, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    let inverse = solveTriangular(eyes, lower: !upper, file: file, line: line)
    if inverse.error != nil { return inverse }
    return upper
      ? inverse.matmul(inverse.withMatricesTransposed()) : inverse.withMatricesTransposed().matmul(inverse)
  }

  /// X with A·X = B, A being these square matrices, `[..., n, n]`.
  ///
  /// - Parameter b: B, `[..., n, columns]`, or with one axis less than A, `[..., n]`: then X is so too.
  public func solve(_ b: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    system(b) { apply(Solve(), $0, $1, site: CallSite(file, line)) }
  }

  /// X with A·X = B, A being these triangular matrices, `[..., n, n]`, of which the other triangle is not read.
  ///
  /// - Parameters:
  ///   - b: B, `[..., n, columns]`, or with one axis less than A, `[..., n]`: then X is so too.
  ///   - lower: whether A is lower triangular; false by default.
  public func solveTriangular(
    _ b: Tensor, lower: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    system(b) { apply(SolveTriangular(isLower: lower, isTransposed: false), $0, $1, site: CallSite(file, line)) }
  }

  /// The inverses of square matrices.
  public func inverse(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    let a = floating
    return apply(Solve(name: "inverse"), a, a.eyes, site: CallSite(file, line))
  }

  /// P·A = L·U with partial pivoting, for square matrices.
  ///
  /// - Returns: `factors`, with U on and above the diagonal and below it L, whose diagonal is 1; `permutation`, int32 `[..., n]`: row i of P·A
  ///   is row `permutation[i]` of A. (Keras gives LAPACK's exchanges of rows instead.)
  public func luFactor(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (factors: Tensor, permutation: Tensor) {
    let results = apply(LU(), [floating], site: CallSite(file, line))
    return (results[0], results[1])
  }

  /// The determinants of square matrices, `[...]`. Their gradient exists where the matrix is invertible.
  public func det(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    let (diagonal, sign) = pivots("det", CallSite(file, line))
    return diagonal.error == nil ? sign * diagonal.product(axis: -1) : diagonal
  }

  /// The sign of the determinants, and the logarithm of their magnitude: 0 and −∞ for a singular matrix.
  public func slogdet(file: StaticString = #fileID, line: UInt = #line) -> (sign: Tensor, logAbsDet: Tensor) {
    let (diagonal, parity) = pivots("slogdet", CallSite(file, line))
    if diagonal.error != nil { return (diagonal, diagonal) }
    return (parity * sign(diagonal).product(axis: -1), log(abs(diagonal)).sum(axis: -1))
  }

  /// The logarithm of the determinants of symmetric positive definite matrices, through ``cholesky(upper:file:line:)``.
  public func logdet(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    let l = cholesky(file: file, line: line)
    return l.error == nil ? log(l.diagonal()).sum(axis: -1) * 2 : l
  }

  /// Eigenvalues and eigenvectors of symmetric matrices: A = V·diag(w)·Vᵀ. Of a matrix that is not symmetric those of (A + Aᵀ) / 2.
  ///
  /// Signs: in each column of V the first element that has at least 0.55 times the column's largest magnitude is positive. Where
  /// eigenvalues are equal their vectors are not unique, and backends may choose others. The vectors' gradient exists where the
  /// eigenvalues differ.
  ///
  /// - Returns: w, `[..., n]`, rising, and V, `[..., n, n]`, a vector in each column.
  public func eigh(file: StaticString = #fileID, line: UInt = #line) -> (values: Tensor, vectors: Tensor) {
    let results = apply(Eigh(), [symmetric], site: CallSite(file, line))
    return (results[0], results[1])
  }

  /// A = U·diag(s)·Vᵀ for matrices of shape `[..., m, n]`, with k = min(m, n).
  ///
  /// Signs: in each of the first k rows of Vᵀ the first element that has at least 0.55 times the row's largest magnitude is positive.
  /// Where singular values are equal or 0 their vectors are not unique, and backends may choose others. The vectors' gradient exists
  /// where the values differ from each other and from 0, and not for the full form of matrices that are not square.
  ///
  /// - Parameter fullMatrices: whether U is `[..., m, m]` and Vᵀ `[..., n, n]`; true by default, as in Keras. Else `[..., m, k]` and
  ///   `[..., k, n]`.
  /// - Returns: U; s, `[..., k]`, falling; Vᵀ.
  public func svd(
    fullMatrices: Bool = true, file: StaticString = #fileID, line: UInt = #line
  ) -> (u: Tensor, s: Tensor, vt: Tensor) {
    let results = apply(SVD(), [floating], site: CallSite(file, line))
    let (u, s, vt) = (results[0], results[1], results[2])
    let (m, n) = (shape[-2], shape[-1])
    if !fullMatrices || m == n || u.error != nil { return (u, s, vt) }
    return m > n
      ? (u.completedColumns(), s, vt)
      : (u, s, vt.withMatricesTransposed().completedColumns().withMatricesTransposed())
  }

  /// The singular values of matrices of shape `[..., m, n]`, `[..., min(m, n)]`, falling. Keras's `svd` without `compute_uv`.
  public func singularValues(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    apply(SVD(hasVectors: false), [floating], site: CallSite(file, line))[1]
  }

  /// The X of least squares: the shortest of those for which ‖A·X − B‖ is least, A being these matrices, `[..., m, n]`.
  ///
  /// - Parameters:
  ///   - b: B, `[..., m, columns]`, or with one axis less than A, `[..., m]`: then X is so too.
  ///   - rcond: singular values of at most this share of the largest count as 0; by default max(m, n)·ε, with ε the distance from 1 to the
  ///     next number.
  /// - Returns: `[..., n, columns]` or `[..., n]`. The gradient holds as long as the rank does.
  public func lstsq(
    _ b: Tensor, rcond: Double? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    system(b) { $0.pseudoInverse(rcond, factor: 1, CallSite(file, line)).matmul($1, file: file, line: line) }
  }

  /// The pseudoinverses of Moore and Penrose, `[..., n, m]` for matrices of shape `[..., m, n]`.
  ///
  /// - Parameter rcond: singular values of at most this share of the largest count as 0; by default 10·max(m, n)·ε, with ε the distance
  ///   from 1 to the next number. The gradient holds as long as the rank does.
  public func pinv(rcond: Double? = nil, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    floating.pseudoInverse(rcond, factor: 10, CallSite(file, line))
  }

  /// How many singular values of each matrix are larger than a tolerance, int32.
  ///
  /// - Parameter tolerance: by default max(m, n)·ε times the largest, with ε the distance from 1 to the next number. Keras's `tol`.
  public func matrixRank(tolerance: Double? = nil, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    let values = singularValues(file: file, line: line)
    if values.error != nil { return values }
    if values.shape[-1] == 0 { return values.sum(axis: -1).cast(to: .int32) }
    let least =
      tolerance.map { Tensor($0, elementType: values.elementType) }
      ?? values.max(axis: -1, keepDims: true) * (Double(Swift.max(shape[-2], shape[-1])) * values.epsilon)
    return (values .> least).cast(to: .int32).sum(axis: -1)
  }

  /// The elements with equal indices in the last two axes, `[..., min(m, n)]`, of shape `[..., m, n]`.
  func diagonal() -> Tensor {
    let (m, n) = (shape[-2], shape[-1])
    if m == 0 || n == 0 { return Tensor.zeros(Shape(shape.dimensions.dropLast(2) + [0]), elementType: elementType) }
    let kept = keeping(diagonal: 1) { _, _ in false }
    return m <= n ? kept.sum(axis: -1) : kept.sum(axis: -2)
  }

  /// (A + Aᵀ) / 2, or the tensor itself where it has no square matrices, for the operation to say so.
  private var symmetric: Tensor {
    let a = floating
    return a.rank >= 2 && a.shape[-1] == a.shape[-2] ? (a + a.withMatricesTransposed()) * 0.5 : a
  }

  /// As many identity matrices as there are square ones, or the tensor itself where they are not, for the operation to say so.
  private var eyes: Tensor {
    rank < 2 || error != nil || shape[-1] != shape[-2]
      ? self : Tensor.eye(shape[-1], elementType: floating.elementType).broadcast(to: shape)
  }

  /// The distance from 1 to the next number of the element type.
  private var epsilon: Double { elementType == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne) }

  /// U's diagonal and the sign of the permutation in P·A = L·U.
  private func pivots(_ operation: String, _ site: CallSite) -> (Tensor, Tensor) {
    let results = apply(LU(), [floating], site: site)
    return results[0].error == nil ? (results[0].diagonal(), results[2]) : (results[0], results[0])
  }

  private func pseudoInverse(_ rcond: Double?, factor: Double, _ site: CallSite) -> Tensor {
    let extent = Double(Swift.max(shape[-2], shape[-1], 0))
    return apply(PseudoInverse(rcond: rcond ?? factor * extent * epsilon), self, site: site)
  }

  /// These orthonormal columns and, after them, others that complete the space.
  private func completedColumns() -> Tensor {
    Tensor.concatenated([self, qr(complete: true).q.sliced(shape[-1]..., axis: -1)], axis: -1)
  }

  /// What `body` makes of matrices and right-hand sides, which may have one axis less and broadcast.
  private func system(_ b: Tensor, _ body: (Tensor, Tensor) -> Tensor) -> Tensor {
    let (a, b) = Tensor.promoted(floating, b.floating)
    if a.error != nil { return a }
    if b.error != nil { return b }
    let isVector = b.rank == a.rank - 1
    let right = isVector ? b.expandingDimension(at: -1) : b
    let (leadA, leadB) = (
      Shape(Array(a.shape.dimensions.dropLast(2))), Shape(Array(right.shape.dimensions.dropLast(2)))
    )
    guard a.rank >= 2, leadA != leadB, let lead = Shape.broadcast(leadA, leadB) else {
      let x = body(a, right)
      return isVector && x.error == nil ? x.squeezed(axis: -1) : x
    }
    func stretched(_ tensor: Tensor) -> Tensor {
      tensor.broadcast(to: Shape(lead.dimensions + tensor.shape.dimensions.suffix(2)))
    }
    let x = body(stretched(a), stretched(right))
    return isVector && x.error == nil ? x.squeezed(axis: -1) : x
  }
}
