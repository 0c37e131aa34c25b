import Keratin

private let x = Tensor([[1]])

extension NameRegistry {
  static func addLinearAlgebra(to names: inout NameRegistry) {
    names.use("ops.cholesky", "cholesky(upper:)") { x.cholesky() }
    names.use("ops.cholesky_inverse", "choleskyInverse(upper:)") { x.choleskyInverse() }
    names.use("ops.det", "det()") { x.det() }
    names.use("ops.eigh", "eigh()") { x.eigh() }
    names.use("ops.inv", "inverse()") { x.inverse() }
    names.use("ops.logdet", "logdet()") { x.logdet() }
    names.use("ops.lstsq", "lstsq(_:rcond:)") { x.lstsq(x) }
    names.use("ops.lu_factor", "luFactor()") { x.luFactor() }
    names.use("ops.matrix_rank", "matrixRank(tolerance:)") { x.matrixRank() }
    names.use("ops.norm", "norm(axes:)") { x.norm() }
    names.use("ops.pinv", "pinv(rcond:)") { x.pinv() }
    names.use("ops.qr", "qr(complete:)") { x.qr() }
    names.use("ops.slogdet", "slogdet()") { x.slogdet() }
    names.use("ops.solve", "solve(_:)") { x.solve(x) }
    names.use("ops.solve_triangular", "solveTriangular(_:lower:)") { x.solveTriangular(x) }
    names.use("ops.svd", "svd(fullMatrices:)") { x.svd() }
  }
}
