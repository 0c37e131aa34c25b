/// Axes over which one result is reduced, outermost first: an inner axis and at most `outerCount` around it.
public struct ReductionNest: @unchecked Sendable {
  /// The extent of the innermost reduced axis, and the distance between its elements.
  public let extent: Int
  public let stride: Int
  /// The axes around it.
  public let outerCount: Int
  public let outerExtents: UnsafePointer<Int>?
  public let outerStrides: UnsafePointer<Int>?

  @inlinable public init(
    extent: Int, stride: Int, outerCount: Int = 0, outerExtents: UnsafePointer<Int>? = nil,
    outerStrides: UnsafePointer<Int>? = nil
  ) {
    self.extent = extent
    self.stride = stride
    self.outerCount = outerCount
    self.outerExtents = outerExtents
    self.outerStrides = outerStrides
  }
}
