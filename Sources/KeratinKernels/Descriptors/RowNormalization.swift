/// A dense matrix whose rows are each brought to mean 0 and variance 1, or to mean square 1: layer and root mean square normalization.
public struct RowNormalization: Sendable, Hashable {
  /// The number of rows.
  public let rows: Int
  /// The elements of a row.
  public let length: Int
  /// Added to variances.
  public let epsilon: Double
  /// Whether the mean is taken away; else it counts as 0.
  public let centers: Bool

  /// `rows` rows of `length` elements.
  public init(rows: Int, length: Int, epsilon: Double, centers: Bool = true) {
    self.rows = rows
    self.length = length
    self.epsilon = epsilon
    self.centers = centers
  }

  /// The same matrix, seen as columns.
  public var columns: ColumnNormalization { ColumnNormalization(rows: rows, columns: length, epsilon: epsilon) }
}
