internal import KeratinKernels

/// y[i] = operation(x[i]) for i below count.
func unary(_ operation: UnaryOperation, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  switch operation {
  case .negate: map(x, y, count, negate)
  case .abs: map(x, y, count, magnitude)
  case .sign: map(x, y, count, sign)
  case .square: map(x, y, count, square)
  case .sqrt: map(x, y, count, squareRoot)
  case .rsqrt: map(x, y, count, reciprocalSquareRoot)
  case .reciprocal: map(x, y, count, reciprocal)
  case .exp: map(x, y, count, exp)
  case .expm1: map(x, y, count, expm1)
  case .log: map(x, y, count, log)
  case .log1p: map(x, y, count, log1p)
  case .sin: map(x, y, count, sin)
  case .cos: map(x, y, count, cos)
  case .tan: map(x, y, count, tan)
  case .asin: map(x, y, count, asin)
  case .acos: map(x, y, count, acos)
  case .atan: map(x, y, count, atan)
  case .sinh: map(x, y, count, sinh)
  case .cosh: map(x, y, count, cosh)
  case .tanh: map(x, y, count, tanh)
  case .sigmoid: map(x, y, count, sigmoid)
  case .relu: map(x, y, count, relu)
  case .softplus: map(x, y, count, softplus)
  case .erf: map(x, y, count, erf)
  case .floor: map(x, y, count, floor)
  case .ceil: map(x, y, count, ceil)
  case .round: map(x, y, count, round)
  }
}
