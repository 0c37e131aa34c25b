/// Which axes of a dense tensor are reduced.
///
/// Neighbouring axes of the same fate are merged and axes of extent 1 dropped, so kept and reduced axes alternate.
/// The result is dense over the kept axes in their order.
public struct Reduction: Sendable, Hashable {
  /// The source's extents after merging.
  public let extents: [Int]
  /// For each extent, whether it is reduced.
  public let isReduced: [Bool]

  public init(_ shape: Shape, axes: [Int]) {
    var extents: [Int] = []
    var isReduced: [Bool] = []
    for axis in 0..<shape.rank where shape[axis] != 1 {
      let reduced = axes.contains(axis)
      if let last = isReduced.last, last == reduced {
        extents[extents.count - 1] *= shape[axis]
      } else {
        extents.append(shape[axis])
        isReduced.append(reduced)
      }
    }
    self.extents = extents
    self.isReduced = isReduced
  }

  /// The number of elements in the result.
  public var resultCount: Int { zip(extents, isReduced).reduce(1) { $1.1 ? $0 : $0 * $1.0 } }
  /// The number of elements that become one.
  public var reducedCount: Int { zip(extents, isReduced).reduce(1) { $1.1 ? $0 * $1.0 : $0 } }
}
