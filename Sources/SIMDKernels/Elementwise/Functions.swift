internal import CVector

// The short functions that kernels hand to their loops. They are functions and not closures since only functions can
// ask to be inlined, and a call for each vector would cost more than the work.

@inline(__always)
func identity(_ x: Floats) -> Floats { x }

@inline(__always)
func negate(_ x: Floats) -> Floats { vector_negate(x) }

@inline(__always)
func magnitude(_ x: Floats) -> Floats { vector_abs(x) }

/// −1, 0 or 1 with the sign of x; ±0 and NaN stay.
@inline(__always)
func sign(_ x: Floats) -> Floats {
  let isOrdinary = vector_less(Floats(repeating: 0), vector_abs(x))
  return vector_select(isOrdinary, vector_copysign(Floats(repeating: 1), x), x)
}

@inline(__always)
func square(_ x: Floats) -> Floats { x * x }

@inline(__always)
func squareRoot(_ x: Floats) -> Floats { vector_sqrt(x) }

@inline(__always)
func reciprocalSquareRoot(_ x: Floats) -> Floats { Floats(repeating: 1) / vector_sqrt(x) }

@inline(__always)
func reciprocal(_ x: Floats) -> Floats { Floats(repeating: 1) / x }

/// max(x, 0); −0 and NaN stay.
@inline(__always)
func relu(_ x: Floats) -> Floats { vector_max(Floats(repeating: 0), x) }

@inline(__always)
func floor(_ x: Floats) -> Floats { vector_floor(x) }

@inline(__always)
func ceil(_ x: Floats) -> Floats { vector_ceil(x) }

@inline(__always)
func round(_ x: Floats) -> Floats { vector_round(x) }

@inline(__always)
func add(_ a: Floats, _ b: Floats) -> Floats { a + b }

@inline(__always)
func subtract(_ a: Floats, _ b: Floats) -> Floats { a - b }

@inline(__always)
func multiply(_ a: Floats, _ b: Floats) -> Floats { a * b }

@inline(__always)
func divide(_ a: Floats, _ b: Floats) -> Floats { a / b }

/// The larger of each pair; NaN if either is NaN.
@inline(__always)
func maximum(_ a: Floats, _ b: Floats) -> Floats { vector_max_or_nan(a, b) }

/// The smaller of each pair; NaN if either is NaN.
@inline(__always)
func minimum(_ a: Floats, _ b: Floats) -> Floats { vector_min_or_nan(a, b) }

/// From y = relu(x): dy where y > 0, else 0.
@inline(__always)
func reluGradient(_ y: Floats, _ dy: Floats) -> Floats {
  vector_select(vector_less(Floats(repeating: 0), y), dy, Floats(repeating: 0))
}

/// From y = sigmoid(x): dy·y·(1 − y).
@inline(__always)
func sigmoidGradient(_ y: Floats, _ dy: Floats) -> Floats { product(dy, y, Floats(repeating: 1) - y) }

/// From y = tanh(x): dy·(1 − y²), in factors that are exact near ±1.
@inline(__always)
func tanhGradient(_ y: Floats, _ dy: Floats) -> Floats {
  let one = Floats(repeating: 1)
  let size = vector_abs(y)
  return product(dy, one - size, one + size)
}

/// dy·(a·b), or (dy·a)·b where a·b might overflow and dy·a cannot be a denormal number.
@inline(__always)
private func product(_ dy: Floats, _ a: Floats, _ b: Floats) -> Floats {
  let isHuge = vector_less_equal(Floats(repeating: 0x1p60), vector_abs(a))
  return a * vector_select(isHuge, dy, b) * vector_select(isHuge, b, dy)
}
