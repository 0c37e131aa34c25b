/// The gradients of a table's rows as lists: those of one row are added up where they are used.
public struct RowGradients {
  /// Row i of the given gradients begins at `elements + i·length`.
  public let elements: UnsafePointer<Float>
  /// The elements of a row.
  public let length: Int
  /// For each row of the table the first of its gradients, −1 where it has none.
  public let heads: UnsafePointer<Int32>
  /// For each gradient the next one of the same row, −1 where it is the last.
  public let followers: UnsafePointer<Int32>

  /// Gradients whose lists `heads` and `followers` link.
  @inlinable public init(
    elements: UnsafePointer<Float>, length: Int, heads: UnsafePointer<Int32>, followers: UnsafePointer<Int32>
  ) {
    self.elements = elements
    self.length = length
    self.heads = heads
    self.followers = followers
  }
}
