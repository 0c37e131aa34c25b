/// A real function of one element.
public enum UnaryOperation: String, Sendable, Hashable, CaseIterable {
  case negate, abs, sign, square, sqrt, rsqrt, reciprocal
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
