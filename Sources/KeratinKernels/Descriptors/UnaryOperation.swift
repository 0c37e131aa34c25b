/// A real function of one element. Outside its domain it is NaN; NaN stays NaN; infinities have IEEE 754's limits.
public enum UnaryOperation: String, Sendable, Hashable, CaseIterable {
  case negate, abs
  /// −1, 0 or 1.
  case sign
  case square, sqrt
  /// 1 / √x: +∞ at 0, 0 at +∞.
  case rsqrt
  /// 1 / x: ±∞ at ±0.
  case reciprocal
  case exp, expm1, log, log1p
  case sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
  /// 1 / (1 + e⁻ˣ).
  case sigmoid
  /// max(x, 0); NaN stays NaN.
  case relu
  /// log(1 + eˣ), without overflow.
  case softplus
  /// Gauss's error function.
  case erf
  case floor, ceil
  /// To the nearest integer, halves to even.
  case round
}
