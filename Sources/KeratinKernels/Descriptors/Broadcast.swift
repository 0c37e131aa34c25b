/// How the operands of an elementwise kernel are read while its dense result is written.
///
/// Extents are merged as far as all operands allow, so two tensors of one shape give one axis of stride 1, and a
/// bias added to rows gives two axes. A stride is 0 along an axis that the operand does not have.
public struct Broadcast: Sendable, Hashable {
  /// The result's extents after merging; empty for a single element.
  public let extents: [Int]
  /// For each operand, one stride in elements for each extent.
  public let strides: [[Int]]

  /// Operands of `shapes`, each of which broadcasts to `result`.
  public init(_ shapes: [Shape], to result: Shape) {
    (extents, strides) = mergeAxes(result.dimensions, shapes.map { $0.strides(broadcastTo: result) })
  }

  /// Operands whose strides along each of the merged extents are known.
  init(extents: [Int], strides: [[Int]]) {
    (self.extents, self.strides) = (extents, strides)
  }

  /// Operands of one and the same shape with `count` elements.
  public init(count: Int, operands: Int) {
    self.init([Shape](repeating: [count], count: operands), to: [count])
  }

  /// The number of elements in the result.
  public var count: Int { extents.reduce(1, *) }
  /// True if operand `index` is as dense as the result.
  public func isDense(_ index: Int) -> Bool {
    extents.isEmpty || (extents.count == 1 && strides[index] == [1])
  }
  /// True if operand `index` is a single element throughout.
  public func isScalar(_ index: Int) -> Bool { strides[index].allSatisfy { $0 == 0 } }
}
