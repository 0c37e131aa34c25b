/// The extents of a tensor's axes, outermost first; row-major, channels last.
///
/// A dimension may be ``unknown``: the batch axis of a functional tensor, which prints as `nil`. The subscript never traps:
/// negative axes count from the end, and an axis that is not there reads as ``unknown``.
///
///     let shape: Shape = [nil, 28, 28, 1]
///     shape[-1]      // 1
///     shape[7]       // Shape.unknown
public struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral {
  /// What an extent that is not known, or an axis that does not exist, reads as: -1.
  public static let unknown = -1

  /// The extents, ``unknown`` where not known.
  public var dimensions: [Int]

  /// A shape of the given extents.
  @inlinable public init(_ dimensions: [Int]) { self.dimensions = dimensions }

  /// A shape from a literal, `nil` for an extent that is not known.
  public init(arrayLiteral elements: Int?...) { dimensions = elements.map { $0 ?? Shape.unknown } }

  /// The shape of a single number: no axes, one element.
  public static let scalar = Shape([Int]())

  /// The number of axes.
  @inlinable public var rank: Int { dimensions.count }

  /// The number of elements, the product of the extents; 0 if one is not known, `Int.max` where it is no `Int`.
  public var count: Int {
    if dimensions.contains(where: { $0 <= 0 }) { return 0 }
    var product = 1
    for dimension in dimensions { product = Shape.product(product, dimension) }
    return product
  }

  /// The product of two numbers that are not negative, `Int.max` where it is no `Int`.
  public static func product(_ a: Int, _ b: Int) -> Int {
    let (product, overflows) = a.multipliedReportingOverflow(by: b)
    return overflows ? .max : product
  }

  /// True if every extent is known.
  public var isKnown: Bool { dimensions.allSatisfy { $0 >= 0 } }

  /// The extent of `axis`; negative axes count from the end, an axis that is not there reads as ``unknown``.
  public subscript(axis: Int) -> Int {
    get {
      let index = axis < 0 ? axis + rank : axis
      return dimensions.indices.contains(index) ? dimensions[index] : Shape.unknown
    }
    set {
      let index = axis < 0 ? axis + rank : axis
      if dimensions.indices.contains(index) { dimensions[index] = newValue }
    }
  }

  /// `axis` counted from the front, or `nil` if the shape has no such axis.
  public func normalized(axis: Int) -> Int? {
    let index = axis < 0 ? axis + rank : axis
    return dimensions.indices.contains(index) ? index : nil
  }

  /// The distance in elements between neighbours along each axis of a dense row-major tensor of this shape.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in dimensions.indices.dropLast().reversed() {
      strides[axis] = Shape.product(strides[axis + 1], max(dimensions[axis + 1], 1))
    }
    return strides
  }

  /// The shape without its first axis.
  public var droppingFirst: Shape { Shape(Array(dimensions.dropFirst())) }

  /// The shape that two operands broadcast to (trailing axes aligned, extent 1 stretches), `nil` if they do not fit.
  public static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
    let rank = max(a.rank, b.rank)
    var result = [Int](repeating: 1, count: rank)
    for i in 1..<(rank + 1) {
      let x = i <= a.rank ? a[-i] : 1
      let y = i <= b.rank ? b[-i] : 1
      guard x == y || x == 1 || y == 1 else { return nil }
      result[rank - i] = x == 1 ? y : x
    }
    return Shape(result)
  }

  /// The strides with which a dense tensor of this shape is read as `target`: 0 along stretched axes.
  public func strides(broadcastTo target: Shape) -> [Int] {
    let own = strides
    return (0..<target.rank).map { axis in
      let mine = axis - (target.rank - rank)
      return mine < 0 || dimensions[mine] == 1 ? 0 : own[mine]
    }
  }
}

extension Shape: CustomStringConvertible {
  /// The extents in brackets, `nil` for one that is not known: `[nil, 28, 28, 1]`.
  public var description: String {
    "[" + dimensions.map { $0 == Shape.unknown ? "nil" : String($0) }.joined(separator: ", ") + "]"
  }
}
