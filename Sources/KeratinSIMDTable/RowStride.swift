/// How an operand's rows are read while a dense result is written.
public struct RowStride: Sendable, Hashable {
  /// The distance between the first elements of neighbouring rows; 0 for a row read again and again.
  public let row: Int
  /// The distance between neighbours in a row: 1, or 0 for a single element.
  public let step: Int

  @inlinable public init(row: Int, step: Int) {
    self.row = row
    self.step = step
  }
}
