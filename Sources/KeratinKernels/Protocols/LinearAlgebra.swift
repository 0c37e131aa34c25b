/// Decompositions of dense matrices and triangular systems, one matrix a call.
///
/// What a matrix makes impossible is said in the results, for kernels do not throw: all elements of all results are NaN. That is a matrix
/// with NaN or infinity among the elements that are read (but for ``qr`` and ``lu``, which carry such elements on), and where it is
/// said below. The floor above reports it.
public protocol LinearAlgebra: Sendable {
  /// A = Q·R for `a` (m × n, k = min(m, n)): q is m × k with orthonormal columns, or m × m if complete, r upper triangular with as
  /// many rows as q has columns. Signs are those of Householder's method as in LAPACK.
  func qr<T: FloatingScalar>(
    _ a: Span<T>, _ descriptor: QRDecomposition, intoQ q: inout MutableSpan<T>, intoR r: inout MutableSpan<T>,
    _ workspace: inout Workspace)

  /// A = L·Lᵀ for the symmetric n × n matrix of which `a` has the lower triangle: l is lower triangular with a positive diagonal. NaN
  /// where A is not positive definite.
  func cholesky<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into l: inout MutableSpan<T>, _ workspace: inout Workspace)

  /// P·A = L·U for `a` (n × n) with partial pivoting: row i of P·A is row `permutation[i]` of A. `factors` has U on and above the
  /// diagonal, below it L, whose diagonal is 1; `sign`, one element, is the permutation's: 1 or −1. A singular matrix has a zero in
  /// U's diagonal.
  func lu<T: FloatingScalar>(
    _ a: Span<T>, n: Int, into factors: inout MutableSpan<T>, permutation: inout MutableSpan<Int32>,
    sign: inout MutableSpan<T>, _ workspace: inout Workspace)

  /// X with A·X = B, where only one triangle of `a` is read. NaN where the diagonal has a zero.
  func solveTriangular<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: TriangularSystem, into x: inout MutableSpan<T>,
    _ workspace: inout Workspace)

  /// A = V·diag(w)·Vᵀ for the symmetric n × n matrix of which `a` has the lower triangle: w rises, V's columns are orthonormal, their
  /// signs by ``VectorSign``.
  func eigh<T: FloatingScalar>(
    _ a: Span<T>, n: Int, intoValues w: inout MutableSpan<T>, intoVectors v: inout MutableSpan<T>,
    _ workspace: inout Workspace)

  /// A = U·diag(s)·Vᵀ for `a` (m × n, k = min(m, n)): u is m × k, s falls, vt is k × n; columns of U and rows of Vᵀ are
  /// orthonormal, the signs of the latter by ``VectorSign``. Where `u` and `vt` are empty, only s is wanted.
  func svd<T: FloatingScalar>(
    _ a: Span<T>, m: Int, n: Int, intoU u: inout MutableSpan<T>, intoS s: inout MutableSpan<T>,
    intoVT vt: inout MutableSpan<T>, _ workspace: inout Workspace)

  /// The workspace that one of these kernels needs.
  func workspaceBytes(_ decomposition: Decomposition, _ type: any FloatingScalar.Type) -> Int
}
