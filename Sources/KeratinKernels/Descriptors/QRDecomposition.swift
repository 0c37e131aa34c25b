/// The QR decomposition of an m × n matrix.
public struct QRDecomposition: Sendable, Hashable {
  public let m: Int
  public let n: Int
  /// Whether Q is square, m × m; else it has min(m, n) columns.
  public let isComplete: Bool

  public init(m: Int, n: Int, isComplete: Bool = false) {
    self.m = m
    self.n = n
    self.isComplete = isComplete
  }

  /// The number of reflectors, min(m, n).
  public var k: Int { min(m, n) }
  /// The columns of Q, the rows of R.
  public var columns: Int { isComplete ? m : k }
}
