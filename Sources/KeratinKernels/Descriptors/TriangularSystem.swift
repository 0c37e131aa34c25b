/// A·X = B, or Aᵀ·X = B, with a triangular n × n matrix A.
public struct TriangularSystem: Sendable, Hashable {
  public let n: Int
  /// The columns of B and X.
  public let columns: Int
  /// Whether the stored matrix has its numbers on and below the diagonal; else on and above it.
  public let isLower: Bool
  /// Whether it is read transposed.
  public let isTransposed: Bool
  /// Whether the diagonal counts as 1, whatever is stored there.
  public let hasUnitDiagonal: Bool

  public init(n: Int, columns: Int, isLower: Bool, isTransposed: Bool = false, hasUnitDiagonal: Bool = false) {
    self.n = n
    self.columns = columns
    self.isLower = isLower
    self.isTransposed = isTransposed
    self.hasUnitDiagonal = hasUnitDiagonal
  }
}
