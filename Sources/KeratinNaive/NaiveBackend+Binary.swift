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
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func binary<T: ArithmeticScalar>(
    _ operation: BinaryOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    switch operation {
    case .add: zip(a, b, broadcast, into: &y) { T.sum($0, $1) }
    case .subtract: zip(a, b, broadcast, into: &y) { T.difference($0, $1) }
    case .multiply: zip(a, b, broadcast, into: &y) { T.product($0, $1) }
    case .divide: zip(a, b, broadcast, into: &y) { T.quotient($0, $1) }
    case .maximum: zip(a, b, broadcast, into: &y) { larger($0, $1) }
    case .minimum: zip(a, b, broadcast, into: &y) { smaller($0, $1) }
    case .power: zipReal(a, b, broadcast, into: &y) { pow($0, $1) }
    case .atan2: zipReal(a, b, broadcast, into: &y) { atan2($0, $1) }
    case .floorMod: zipReal(a, b, broadcast, into: &y) { floorMod($0, $1) }
    case .reluGradient: zip(a, b, broadcast, into: &y) { $0 > T(rounding: 0) ? $1 : T(rounding: 0) }
    case .sigmoidGradient: zipReal(a, b, broadcast, into: &y) { $1 * $0 * (1 - $0) }
    case .tanhGradient: zipReal(a, b, broadcast, into: &y) { $1 * ((1 - $0) * (1 + $0)) }
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func compare<T: ArithmeticScalar>(
    _ operation: CompareOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<UInt8>
  ) {
    switch operation {
    case .equal: zip(a, b, broadcast, into: &y) { $0 == $1 ? 1 : 0 }
    case .notEqual: zip(a, b, broadcast, into: &y) { $0 == $1 ? 0 : 1 }
    case .less: zip(a, b, broadcast, into: &y) { $0 < $1 ? 1 : 0 }
    case .lessEqual: zip(a, b, broadcast, into: &y) { $0 <= $1 ? 1 : 0 }
    case .greater: zip(a, b, broadcast, into: &y) { $0 > $1 ? 1 : 0 }
    case .greaterEqual: zip(a, b, broadcast, into: &y) { $0 >= $1 ? 1 : 0 }
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func select<T: Scalar>(
    _ condition: Span<UInt8>, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    var walk = RowWalk(extents: broadcast.extents, strides: broadcast.strides)
    let (stepC, stepA, stepB) = (walk.steps[0], walk.steps[1], walk.steps[2])
    var i = 0
    while walk.next() {
      let (c0, a0, b0) = (walk.offsets[0], walk.offsets[1], walk.offsets[2])
      for j in 0..<walk.length {
        y[i] = condition[c0 + j * stepC] != 0 ? a[a0 + j * stepA] : b[b0 + j * stepB]
        i += 1
      }
    }
  }
}

/// y[i] = f(a[i], b[i]), the operands read as `broadcast` says.
@inline(__always)
private func zip<T: Scalar, R: Scalar>(
  _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<R>, _ f: (T, T) -> R
) {
  var walk = RowWalk(extents: broadcast.extents, strides: broadcast.strides)
  let (stepA, stepB) = (walk.steps[0], walk.steps[1])
  var i = 0
  while walk.next() {
    let (a0, b0) = (walk.offsets[0], walk.offsets[1])
    for j in 0..<walk.length {
      y[i] = f(a[a0 + j * stepA], b[b0 + j * stepB])
      i += 1
    }
  }
}

/// The same with f taken in Double.
@inline(__always)
private func zipReal<T: Scalar>(
  _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>, _ f: (Double, Double) -> Double
) {
  zip(a, b, broadcast, into: &y) { T(rounding: f($0.asDouble, $1.asDouble)) }
}

/// The larger of two, NaN if either is NaN.
@inline(__always)
func larger<T: Comparable>(_ a: T, _ b: T) -> T { a != a || a > b ? a : b }

/// The smaller of two, NaN if either is NaN.
@inline(__always)
func smaller<T: Comparable>(_ a: T, _ b: T) -> T { a != a || a < b ? a : b }

/// C's exact remainder, moved by one divisor where its sign is not the divisor's.
private func floorMod(_ a: Double, _ b: Double) -> Double {
  let remainder = fmod(a, b)
  if remainder == 0 { return copysign(0, b) }
  return (remainder < 0) == (b < 0) ? remainder : remainder + b
}
