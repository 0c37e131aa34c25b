/// Picks rows out of a table by `Int32` indices.
///
/// An index outside 0..<rows reads as a row of NaN (0 in integer types) and is passed over when accumulating: a kernel
/// never touches memory outside the table. The floor above reports it.
public struct RowGather: Sendable, Hashable {
  /// The number of rows in the table.
  public let rows: Int
  /// The number of elements in a row.
  public let rowLength: Int
  /// The number of indices.
  public let count: Int

  public init(rows: Int, rowLength: Int, count: Int) {
    self.rows = rows
    self.rowLength = rowLength
    self.count = count
  }
}
