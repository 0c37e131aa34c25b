/// Decompositions of dense matrices.
public protocol LinearAlgebra: Sendable {
  /// The reduced QR decomposition of `a` (m × n, k = min(m, n)): q is m × k with orthonormal columns, r is k × n, upper
  /// triangular. Signs are those of Householder's method as in LAPACK.
  func qr<T: FloatingScalar>(
    _ a: Span<T>, m: Int, n: Int, intoQ q: inout MutableSpan<T>, intoR r: inout MutableSpan<T>,
    _ workspace: inout Workspace)

  /// The workspace that ``qr`` needs.
  func qrWorkspaceBytes(m: Int, n: Int, _ type: any FloatingScalar.Type) -> Int
}
