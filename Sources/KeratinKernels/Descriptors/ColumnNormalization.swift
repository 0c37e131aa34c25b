/// A dense matrix whose columns are each brought to mean 0 and variance 1, as batch normalization does with channels.
public struct ColumnNormalization: Sendable, Hashable {
  public let rows: Int
  public let columns: Int
  /// Added to variances.
  public let epsilon: Double
  /// Whether negative results become 0.
  public let rectifies: Bool

  public init(rows: Int, columns: Int, epsilon: Double, rectifies: Bool = false) {
    self.rows = rows
    self.columns = columns
    self.epsilon = epsilon
    self.rectifies = rectifies
  }
}
