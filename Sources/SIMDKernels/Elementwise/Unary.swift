internal import CVector
internal import KeratinKernels

/// y[i] = operation(x[i]) for i below count.
func unary(_ operation: UnaryOperation, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  switch operation {
  case .negate: map(x, y, count) { vector_negate($0) }
  case .abs: map(x, y, count) { vector_abs($0) }
  case .sign: map(x, y, count) { sign($0) }
  case .square: map(x, y, count) { $0 * $0 }
  case .sqrt: map(x, y, count) { vector_sqrt($0) }
  case .rsqrt: map(x, y, count) { Floats(repeating: 1) / vector_sqrt($0) }
  case .reciprocal: map(x, y, count) { Floats(repeating: 1) / $0 }
  case .exp: map(x, y, count) { exp($0) }
  case .expm1: map(x, y, count) { expm1($0) }
  case .log: map(x, y, count) { log($0) }
  case .log1p: map(x, y, count) { log1p($0) }
  case .sin: map(x, y, count) { sin($0) }
  case .cos: map(x, y, count) { cos($0) }
  case .tan: map(x, y, count) { tan($0) }
  case .asin: map(x, y, count) { asin($0) }
  case .acos: map(x, y, count) { acos($0) }
  case .atan: map(x, y, count) { atan($0) }
  case .sinh: map(x, y, count) { sinh($0) }
  case .cosh: map(x, y, count) { cosh($0) }
  case .tanh: map(x, y, count) { tanh($0) }
  case .sigmoid: map(x, y, count) { sigmoid($0) }
  case .relu: map(x, y, count) { vector_max(Floats(repeating: 0), $0) }
  case .softplus: map(x, y, count) { softplus($0) }
  case .erf: map(x, y, count) { erf($0) }
  case .floor: map(x, y, count) { vector_floor($0) }
  case .ceil: map(x, y, count) { vector_ceil($0) }
  case .round: map(x, y, count) { vector_round($0) }
  }
}

/// −1, 0 or 1 with the sign of x; ±0 and NaN stay.
@inline(__always)
private func sign(_ x: Floats) -> Floats {
  let isOrdinary = vector_less(Floats(repeating: 0), vector_abs(x))
  return vector_select(isOrdinary, vector_copysign(Floats(repeating: 1), x), x)
}
