internal import CVector

/// 16 floats: one vector of AVX-512, two of AVX2, four of SSE or NEON.
///
/// Every kernel is written once at this width; what does not fit a register the compiler takes in pieces, which also
/// keeps the units of narrow processors busy.
typealias Floats = SIMD16<Float>
/// 16 integers; as a mask, −1 where true and 0 where false.
typealias Integers = SIMD16<Int32>
/// Half as many doubles.
typealias Doubles = SIMD8<Double>

/// The lanes of ``Floats``.
@inline(__always)
var lanes: Int { 16 }

/// The smaller of two numbers. Swift's own is generic, and kernels must not hold generic code: the linker may let every
/// module use it, on processors that lack these instructions too.
@inline(__always)
func min(_ a: Int, _ b: Int) -> Int { a < b ? a : b }

/// The value of c₀ + c₁x + c₂x² + …, by Horner's rule.
@inline(__always)
func polynomial(_ x: Floats, _ c0: Float, _ c1: Float, _ c2: Float, _ c3: Float, _ c4: Float) -> Floats {
  var y = vector_multiply_add(Floats(repeating: c4), x, Floats(repeating: c3))
  y = vector_multiply_add(y, x, Floats(repeating: c2))
  y = vector_multiply_add(y, x, Floats(repeating: c1))
  return vector_multiply_add(y, x, Floats(repeating: c0))
}

/// The same with one more coefficient.
@inline(__always)
func polynomial(
  _ x: Floats, _ c0: Float, _ c1: Float, _ c2: Float, _ c3: Float, _ c4: Float, _ c5: Float
) -> Floats {
  vector_multiply_add(polynomial(x, c1, c2, c3, c4, c5), x, Floats(repeating: c0))
}

/// The same with one more coefficient.
@inline(__always)
func polynomial(
  _ x: Floats, _ c0: Float, _ c1: Float, _ c2: Float, _ c3: Float, _ c4: Float, _ c5: Float, _ c6: Float
) -> Floats {
  vector_multiply_add(polynomial(x, c1, c2, c3, c4, c5, c6), x, Floats(repeating: c0))
}

/// The same with two more coefficients.
@inline(__always)
func polynomial(
  _ x: Floats, _ c0: Float, _ c1: Float, _ c2: Float, _ c3: Float, _ c4: Float, _ c5: Float, _ c6: Float,
  _ c7: Float, _ c8: Float
) -> Floats {
  let inner = vector_multiply_add(polynomial(x, c2, c3, c4, c5, c6, c7, c8), x, Floats(repeating: c1))
  return vector_multiply_add(inner, x, Floats(repeating: c0))
}

/// The value of c₀ + c₁x + c₂x² + … in Double.
@inline(__always)
func polynomial(_ x: Doubles, _ c0: Double, _ c1: Double, _ c2: Double, _ c3: Double) -> Doubles {
  var y = vector_multiply_add_double(Doubles(repeating: c3), x, Doubles(repeating: c2))
  y = vector_multiply_add_double(y, x, Doubles(repeating: c1))
  return vector_multiply_add_double(y, x, Doubles(repeating: c0))
}

/// The same with two more coefficients.
@inline(__always)
func polynomial(
  _ x: Doubles, _ c0: Double, _ c1: Double, _ c2: Double, _ c3: Double, _ c4: Double, _ c5: Double
) -> Doubles {
  let inner = vector_multiply_add_double(polynomial(x, c2, c3, c4, c5), x, Doubles(repeating: c1))
  return vector_multiply_add_double(inner, x, Doubles(repeating: c0))
}
