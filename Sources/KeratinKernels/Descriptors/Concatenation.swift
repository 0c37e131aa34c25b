/// Joins dense tensors along one axis: for each of `outer` blocks, `lengths[k]` elements of operand k, in order.
public struct Concatenation: Sendable, Hashable {
  /// The product of the extents before the axis.
  public let outer: Int
  /// For each operand, its extent along the axis times the product of the extents after it.
  public let lengths: [Int]

  public init(outer: Int, lengths: [Int]) {
    self.outer = outer
    self.lengths = lengths
  }
}
