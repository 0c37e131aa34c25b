/// A kernel of ``LinearAlgebra`` with its extents.
public enum Decomposition: Sendable, Hashable {
  case qr(QRDecomposition)
  case cholesky(n: Int)
  case lu(n: Int)
  case triangular(TriangularSystem)
  case eigh(n: Int)
  case svd(m: Int, n: Int, vectors: Bool)
}
