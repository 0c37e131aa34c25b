/// One axis of a dense tensor seen as (outer, count, inner): element (o, i, n) lies at `(o·count + i)·inner + n`.
public struct AxisReduction: Sendable, Hashable {
  /// The product of the extents before the axis.
  public let outer: Int
  /// The extent of the axis.
  public let count: Int
  /// The product of the extents after the axis.
  public let inner: Int

  public init(outer: Int, count: Int, inner: Int) {
    self.outer = outer
    self.count = count
    self.inner = inner
  }

  public init(_ shape: Shape, axis: Int) {
    outer = shape.dimensions[..<axis].reduce(1, *)
    count = shape.dimensions[axis]
    inner = shape.dimensions[(axis + 1)...].reduce(1, *)
  }
}
