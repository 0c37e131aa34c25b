/// A Swift type that a buffer can hold. The set is closed: `Float`, `Double`, `Int32`, `UInt8`.
///
/// Kernels generic over it are specialised by hand with `@specialized(where T == Float)` and so on: reached
/// through `any Backend` without it, a loop runs hundreds of times slower.
public protocol Scalar: Sendable, BitwiseCopyable, Comparable {
  /// The element type that this Swift type stores by default.
  static var elementType: ElementType { get }
  /// The nearest value to `value`; integers truncate toward zero, saturate at their limits and turn NaN into 0.
  init(rounding value: Double)
  /// The value as a `Double`, exact for every type of the set.
  var asDouble: Double { get }
}

/// A scalar with arithmetic that never traps: integers wrap around.
public protocol ArithmeticScalar: Scalar {
  static func sum(_ a: Self, _ b: Self) -> Self
  static func difference(_ a: Self, _ b: Self) -> Self
  static func product(_ a: Self, _ b: Self) -> Self
  /// a / b; integers truncate toward zero and give 0 for a divisor of 0.
  static func quotient(_ a: Self, _ b: Self) -> Self
}

/// `Float` or `Double`.
public protocol FloatingScalar: ArithmeticScalar, BinaryFloatingPoint {}

extension Float: FloatingScalar {
  public static var elementType: ElementType { .float32 }
  @inlinable public init(rounding value: Double) { self = Float(value) }
  @inlinable public var asDouble: Double { Double(self) }
}

extension Double: FloatingScalar {
  public static var elementType: ElementType { .float64 }
  @inlinable public init(rounding value: Double) { self = value }
  @inlinable public var asDouble: Double { self }
}

extension FloatingScalar {
  @inlinable public static func sum(_ a: Self, _ b: Self) -> Self { a + b }
  @inlinable public static func difference(_ a: Self, _ b: Self) -> Self { a - b }
  @inlinable public static func product(_ a: Self, _ b: Self) -> Self { a * b }
  @inlinable public static func quotient(_ a: Self, _ b: Self) -> Self { a / b }
}

extension Int32: ArithmeticScalar {
  public static var elementType: ElementType { .int32 }
}

extension UInt8: ArithmeticScalar {
  public static var elementType: ElementType { .uint8 }
}

extension FixedWidthInteger where Self: ArithmeticScalar {
  @inlinable public init(rounding value: Double) {
    if value.isNaN {
      self = 0
    } else if value >= Double(Self.max) {
      self = .max
    } else if value <= Double(Self.min) {
      self = .min
    } else {
      self = Self(value)
    }
  }
  @inlinable public var asDouble: Double { Double(self) }
  @inlinable public static func sum(_ a: Self, _ b: Self) -> Self { a &+ b }
  @inlinable public static func difference(_ a: Self, _ b: Self) -> Self { a &- b }
  @inlinable public static func product(_ a: Self, _ b: Self) -> Self { a &* b }
  @inlinable public static func quotient(_ a: Self, _ b: Self) -> Self {
    b == 0 ? 0 : a.dividedReportingOverflow(by: b).partialValue
  }
}
