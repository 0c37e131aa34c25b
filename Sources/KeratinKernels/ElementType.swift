/// The type of a tensor's elements.
///
/// Arithmetic is done in ``float32`` (every backend) and ``float64`` (Naive, and products in OpenBLAS). The
/// integer types hold labels, tokens, counters and pixels; ``bool`` is stored as one byte, 0 or 1.
public enum ElementType: String, Sendable, Hashable, CaseIterable, Codable {
  case float32, float64, int32, uint8, bool

  /// The bytes one element takes.
  public var byteCount: Int {
    switch self {
    case .float32, .int32: 4
    case .float64: 8
    case .uint8, .bool: 1
    }
  }

  /// True for `float32` and `float64`.
  public var isFloating: Bool { self == .float32 || self == .float64 }

  /// The Swift type that stores an element: `UInt8` for both `uint8` and `bool`.
  public var scalar: any Scalar.Type {
    switch self {
    case .float32: Float.self
    case .float64: Double.self
    case .int32: Int32.self
    case .uint8, .bool: UInt8.self
    }
  }

  /// The Swift type for arithmetic on elements of this type.
  public var arithmeticScalar: any ArithmeticScalar.Type {
    switch self {
    case .float32: Float.self
    case .float64: Double.self
    case .int32: Int32.self
    case .uint8, .bool: UInt8.self
    }
  }

  /// The Swift type for real functions of elements of this type, `nil` where the type is not a floating one.
  public var floatingScalar: (any FloatingScalar.Type)? {
    switch self {
    case .float32: Float.self
    case .float64: Double.self
    case .int32, .uint8, .bool: nil
    }
  }
}
