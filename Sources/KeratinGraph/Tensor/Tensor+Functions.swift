internal import KeratinKernels

/// Functions of each element, under their mathematical names.
public func exp(_ x: Tensor) -> Tensor { unary(.exp, x) }
/// eˣ − 1, exact near 0.
public func expm1(_ x: Tensor) -> Tensor { unary(.expm1, x) }
public func log(_ x: Tensor) -> Tensor { unary(.log, x) }
/// log(1 + x), exact near 0.
public func log1p(_ x: Tensor) -> Tensor { unary(.log1p, x) }
public func sqrt(_ x: Tensor) -> Tensor { unary(.sqrt, x) }
/// 1 / √x.
public func rsqrt(_ x: Tensor) -> Tensor { unary(.rsqrt, x) }
/// x². Integers stay integers.
public func square(_ x: Tensor) -> Tensor { x.isInteger ? x * x : unary(.square, x) }
/// 1 / x.
public func reciprocal(_ x: Tensor) -> Tensor { unary(.reciprocal, x) }
/// |x|. Integers stay integers.
public func abs(_ x: Tensor) -> Tensor {
  switch x.elementType {
  case .float32, .float64: unary(.abs, x)
  case .int32: maximum(x, -x)
  case .uint8, .bool: x
  }
}
/// −1, 0 or 1. Integers stay integers.
public func sign(_ x: Tensor) -> Tensor {
  x.isInteger ? (x .> 0).cast(to: x.elementType) - (x .< 0).cast(to: x.elementType) : unary(.sign, x)
}
public func sin(_ x: Tensor) -> Tensor { unary(.sin, x) }
public func cos(_ x: Tensor) -> Tensor { unary(.cos, x) }
public func tan(_ x: Tensor) -> Tensor { unary(.tan, x) }
public func asin(_ x: Tensor) -> Tensor { unary(.asin, x) }
public func acos(_ x: Tensor) -> Tensor { unary(.acos, x) }
public func atan(_ x: Tensor) -> Tensor { unary(.atan, x) }
public func sinh(_ x: Tensor) -> Tensor { unary(.sinh, x) }
public func cosh(_ x: Tensor) -> Tensor { unary(.cosh, x) }
public func tanh(_ x: Tensor) -> Tensor { unary(.tanh, x) }
/// Gauss's error function.
public func erf(_ x: Tensor) -> Tensor { unary(.erf, x) }
public func floor(_ x: Tensor) -> Tensor { unary(.floor, x) }
public func ceil(_ x: Tensor) -> Tensor { unary(.ceil, x) }
/// To the nearest integer, halves to even.
public func round(_ x: Tensor) -> Tensor { unary(.round, x) }
/// 1 / (1 + e⁻ˣ).
public func sigmoid(_ x: Tensor) -> Tensor { unary(.sigmoid, x) }
/// max(x, 0).
public func relu(_ x: Tensor) -> Tensor { unary(.relu, x) }
/// log(1 + eˣ).
public func softplus(_ x: Tensor) -> Tensor { unary(.softplus, x) }

/// xʸ, element by element.
public func pow(_ x: Tensor, _ y: Tensor) -> Tensor { Tensor.binary(.power, x, y) }
/// xʸ for one exponent.
public func pow(_ x: Tensor, _ y: Double) -> Tensor { pow(x, x.number(y)) }
/// The angle of the point (x, y) from the x axis.
public func atan2(_ y: Tensor, _ x: Tensor) -> Tensor { Tensor.binary(.atan2, y, x) }
/// a − b·⌊a / b⌋, the remainder with the sign of b, as Python's `%`.
public func floorMod(_ a: Tensor, _ b: Tensor) -> Tensor { Tensor.binary(.floorMod, a, b) }
/// The larger of the two, element by element; NaN if either is.
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { Tensor.binary(.maximum, a, b) }
/// The larger of each element and a number.
public func maximum(_ a: Tensor, _ b: Double) -> Tensor { maximum(a, a.number(b)) }
/// The smaller of the two, element by element; NaN if either is.
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { Tensor.binary(.minimum, a, b) }
/// The smaller of each element and a number.
public func minimum(_ a: Tensor, _ b: Double) -> Tensor { minimum(a, a.number(b)) }
/// Elements of `a` where the condition holds, of `b` elsewhere.
public func which(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  let (a, b) = Tensor.promoted(a, b)
  return apply(Select(), condition.cast(to: .bool), a, b)
}
/// Whether each element is NaN, a `bool` tensor.
public func isNaN(_ x: Tensor) -> Tensor { x .!= x }
/// Whether each element is neither NaN nor infinite, a `bool` tensor.
public func isFinite(_ x: Tensor) -> Tensor {
  x.elementType.isFloating ? abs(x) .< Double.infinity : x .== x
}

extension Tensor {
  /// The elements brought into a range; `nil` for no bound.
  public func clamped(min least: Double? = nil, max most: Double? = nil) -> Tensor {
    let raised = least.map { maximum(self, $0) } ?? self
    return most.map { minimum(raised, $0) } ?? raised
  }

  /// The tensor, taken for a constant when gradients are computed.
  public func stopGradient() -> Tensor { apply(StopGradient(), self) }
}

private func unary(_ operation: UnaryOperation, _ x: Tensor) -> Tensor {
  apply(Unary(operation: operation), x.floating)
}

extension Tensor {
  fileprivate var isInteger: Bool { elementType == .int32 || elementType == .uint8 }
}
