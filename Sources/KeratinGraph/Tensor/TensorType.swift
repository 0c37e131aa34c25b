public import KeratinKernels

/// The shape and element type of a tensor.
public struct TensorType: Sendable, Hashable, CustomStringConvertible {
  public var shape: Shape
  public var elementType: ElementType

  public init(_ shape: Shape, _ elementType: ElementType = .float32) {
    self.shape = shape
    self.elementType = elementType
  }

  /// The number of elements.
  public var count: Int { shape.count }
  /// The bytes that the elements take.
  public var byteCount: Int { Shape.product(shape.count, elementType.byteCount) }

  /// `float32[nil, 10]`
  public var description: String { "\(elementType.rawValue)\(shape)" }
}
