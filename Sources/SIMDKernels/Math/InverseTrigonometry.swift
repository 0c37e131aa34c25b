internal import CVector

private let halfPi: Float = 1.570_796_4
/// π/2 less its nearest Float.
private let halfPiRest: Float = -4.371_139e-8

/// asin(s) for 0 ≤ s ≤ 1/2, z = s².
@inline(__always)
private func shortAsin(_ s: Floats, _ z: Floats) -> Floats {
  let q = polynomial(
    z, 0.166_666_6, 0.075_005_11, 0.044_515_72, 0.031_817_608, 0.014_402_615, 0.037_565_187)
  return vector_multiply_add(s * z, q, s)
}

/// The angle in −π/2…π/2 whose sine is x, within 2.4 ULP.
///
/// ±0 for ±0 (and denormals for denormals), NaN outside −1…1 and for NaN.
@inline(__always)
func asin(_ x: Floats) -> Floats {
  let size = vector_abs(x)
  let isLarge = vector_less(Floats(repeating: 0.5), size)
  // asin a = π/2 − 2·asin √((1 − a)/2).
  let complement = Floats(repeating: 0.5) * (Floats(repeating: 1) - size)
  let z = vector_select(isLarge, complement, size * size)
  let s = vector_select(isLarge, vector_sqrt(complement), size)
  let y = shortAsin(s, z)
  let large = (Floats(repeating: halfPiRest) - (y + y)) + Floats(repeating: halfPi)
  return vector_copysign(vector_select(isLarge, large, y), x)
}

/// The angle in 0…π whose cosine is x, within 1.1 ULP.
///
/// NaN outside −1…1 and for NaN.
@inline(__always)
func acos(_ x: Floats) -> Floats {
  let size = vector_abs(x)
  let isLarge = vector_less(Floats(repeating: 0.5), size)
  let complement = Floats(repeating: 0.5) * (Floats(repeating: 1) - size)
  let z = vector_select(isLarge, complement, size * size)
  let s = vector_select(isLarge, vector_sqrt(complement), size)
  let y = shortAsin(s, z)
  let small = (Floats(repeating: halfPiRest) - vector_copysign(y, x)) + Floats(repeating: halfPi)
  let twice = y + y
  let opposite = (Floats(repeating: 2 * halfPiRest) - twice) + Floats(repeating: 2 * halfPi)
  let large = vector_select(vector_less(x, .zero), opposite, twice)
  return vector_select(isLarge, large, small)
}

/// atan(t) for 0 ≤ t ≤ 1.
@inline(__always)
private func shortAtan(_ t: Floats) -> Floats {
  let z = t * t
  let q = polynomial(
    z, -0.333_333_02, 0.199_986_38, -0.142_652_45, 0.109_575_72, -0.084_194_46, 0.058_234_32, -0.031_455_47,
    0.011_064_315, -0.001_827_184_7)
  return vector_multiply_add(t * z, q, t)
}

/// The angle in −π/2…π/2 whose tangent is x, within 1.4 ULP.
///
/// ±π/2 for ±∞, ±0 for ±0 (and denormals for denormals), NaN for NaN.
@inline(__always)
func atan(_ x: Floats) -> Floats {
  let size = vector_abs(x)
  let isLarge = vector_less(Floats(repeating: 1), size)
  let y = shortAtan(vector_select(isLarge, Floats(repeating: 1) / size, size))
  let large = (Floats(repeating: halfPiRest) - y) + Floats(repeating: halfPi)
  return vector_copysign(vector_select(isLarge, large, y), x)
}

/// The angle in −π…π of the point (x, y), within 2 ULP.
///
/// Zeros and infinities as C has them: atan2(±0, +0) = ±0, atan2(±0, −0) = ±π, ±π/4 and ±3π/4 for two infinities;
/// NaN if either is NaN.
@inline(__always)
func atan2(_ y: Floats, _ x: Floats) -> Floats {
  let (width, height) = (vector_abs(x), vector_abs(y))
  let isSteep = vector_less(width, height)
  let larger = vector_select(isSteep, height, width)
  let smaller = vector_select(isSteep, width, height)
  // 0/0 is no angle and ∞/∞ the diagonal.
  var t = smaller / larger
  t = vector_select(vector_equal(larger, .zero), Floats(repeating: 0), t)
  t = vector_select(vector_equal(smaller, Floats(repeating: .infinity)), Floats(repeating: 1), t)
  var angle = shortAtan(t)
  angle = vector_select(isSteep, (Floats(repeating: halfPiRest) - angle) + Floats(repeating: halfPi), angle)
  let isLeft = vector_less_int(vector_bits(x), Integers(repeating: 0))
  let left = (Floats(repeating: 2 * halfPiRest) - angle) + Floats(repeating: 2 * halfPi)
  angle = vector_copysign(vector_select(isLeft, left, angle), y)
  return vector_select(vector_is_nan(x) | vector_is_nan(y), x + y, angle)
}
