/// A dense matrix whose rows are treated one by one: softmax, cross-entropy.
public struct Rows: Sendable, Hashable {
  /// The number of rows.
  public let count: Int
  /// The number of elements in a row.
  public let length: Int

  public init(count: Int, length: Int) {
    self.count = count
    self.length = length
  }

  /// The rows along the last axis of `shape`.
  public init(_ shape: Shape) {
    length = shape.rank == 0 ? 1 : shape[-1]
    count = shape.dimensions.dropLast().reduce(1, *)
  }
}
