public import KeratinKernels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension NaiveBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func unary<T: FloatingScalar>(_ operation: UnaryOperation, _ x: Span<T>, into y: inout MutableSpan<T>) {
    switch operation {
    case .negate: map(x, into: &y) { -$0 }
    case .abs: map(x, into: &y) { $0.magnitude }
    case .sign: map(x, into: &y) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
    case .square: map(x, into: &y) { $0 * $0 }
    case .sqrt: map(x, into: &y) { $0.squareRoot() }
    case .rsqrt: map(x, into: &y) { 1 / $0.squareRoot() }
    case .reciprocal: map(x, into: &y) { 1 / $0 }
    case .exp: map(x, into: &y) { exp($0) }
    case .expm1: map(x, into: &y) { expm1($0) }
    case .log: map(x, into: &y) { log($0) }
    case .log1p: map(x, into: &y) { log1p($0) }
    case .sin: map(x, into: &y) { sin($0) }
    case .cos: map(x, into: &y) { cos($0) }
    case .tan: map(x, into: &y) { tan($0) }
    case .asin: map(x, into: &y) { asin($0) }
    case .acos: map(x, into: &y) { acos($0) }
    case .atan: map(x, into: &y) { atan($0) }
    case .sinh: map(x, into: &y) { sinh($0) }
    case .cosh: map(x, into: &y) { cosh($0) }
    case .tanh: map(x, into: &y) { tanh($0) }
    case .sigmoid: map(x, into: &y) { sigmoid($0) }
    case .relu: map(x, into: &y) { $0 < 0 ? 0 : $0 }
    case .softplus: map(x, into: &y) { softplus($0) }
    case .erf: map(x, into: &y) { erf($0) }
    case .floor: map(x, into: &y) { $0.rounded(.down) }
    case .ceil: map(x, into: &y) { $0.rounded(.up) }
    case .round: map(x, into: &y) { $0.rounded(.toNearestOrEven) }
    }
  }
}

/// y[i] = f(x[i]), f taken in Double.
@inline(__always)
private func map<T: FloatingScalar>(_ x: Span<T>, into y: inout MutableSpan<T>, _ f: (Double) -> Double) {
  for i in y.indices { y[i] = T(rounding: f(x[i].asDouble)) }
}

/// 1 / (1 + e⁻ˣ), with no e^|x| that could overflow.
private func sigmoid(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let e = exp(x)
  return e / (1 + e)
}

/// log(1 + eˣ), with no e^|x| that could overflow.
private func softplus(_ x: Double) -> Double {
  x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
}
