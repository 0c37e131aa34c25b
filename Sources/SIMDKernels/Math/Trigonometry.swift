internal import CVector

/// Sine and cosine of the angle left over after taking off quarter turns, and how many were taken.
private struct Quadrant {
  let sine: Doubles
  let cosine: Doubles
  let turns: Doubles

  /// For |x| < 2²⁰. In Double, a Float's angle loses nothing worth a ULP.
  @inline(__always)
  init(_ x: Doubles) {
    turns = vector_nearest_double(x * Doubles(repeating: 0.636_619_772_367_581_3))
    // π/2 in three parts; the first two have 33 bits, so that their products are exact.
    var r = vector_multiply_add_double(turns, Doubles(repeating: -0x1.921f_b544p+0), x)
    r = vector_multiply_add_double(turns, Doubles(repeating: -0x1.0b46_11a6p-34), r)
    r = vector_multiply_add_double(turns, Doubles(repeating: -0x1.3198_a2e0_3707_3p-69), r)
    let z = r * r
    let s = polynomial(
      z, -0x1.5555_554c_b9e5_1p-3, 0x1.1111_0896_4b50_cp-7, -0x1.a00f_9da7_a46b_1p-13, 0x1.6cd8_58db_dea1_bp-19)
    sine = vector_multiply_add_double(r * z, s, r)
    let c = polynomial(
      z, 0x1.5555_554f_4e40_4p-5, -0x1.6c16_b898_c844_5p-10, 0x1.a011_2026_75d1_bp-16, -0x1.242a_d606_e9a6_cp-22)
    let square = Doubles(repeating: 1) - Doubles(repeating: 0.5) * z
    cosine = vector_multiply_add_double(z * z, c, square)
  }
}

/// From here on angles go to libm, lane by lane.
private let reach: Float = 0x1p20

/// The sine of x + shift quarter turns.
@inline(__always)
private func sine(_ x: Floats, shift: Int32) -> Floats {
  let low = Quadrant(vector_widen_low(x))
  let high = Quadrant(vector_widen_high(x))
  let turns = vector_truncate(vector_narrow(low.turns, high.turns)) &+ Integers(repeating: shift)
  let isOdd = vector_equal_int(turns & Integers(repeating: 1), Integers(repeating: 1))
  let value = vector_select(isOdd, vector_narrow(low.cosine, high.cosine), vector_narrow(low.sine, high.sine))
  let sign = (turns & Integers(repeating: 2)) &<< Integers(repeating: 30)
  return vector_from_bits(vector_bits(value) ^ sign)
}

/// The sine of x (radians) within 0.6 ULP.
///
/// ±0 for ±0, NaN for ±∞ and NaN; angles from 2²⁰ on are as good but slow.
@inline(__always)
func sin(_ x: Floats) -> Floats {
  let isFar = vector_less_equal(Floats(repeating: reach), vector_abs(x))
  // The quadrant's zero has lost its sign.
  let y = vector_select(vector_equal(x, .zero), x, sine(x, shift: 0))
  return vector_any(isFar) ? vector_libm_sin(x, y, isFar) : y
}

/// The cosine of x (radians) within 0.6 ULP.
///
/// 1 for ±0, NaN for ±∞ and NaN; angles from 2²⁰ on are as good but slow.
@inline(__always)
func cos(_ x: Floats) -> Floats {
  let isFar = vector_less_equal(Floats(repeating: reach), vector_abs(x))
  let y = sine(x, shift: 1)
  return vector_any(isFar) ? vector_libm_cos(x, y, isFar) : y
}

/// The tangent of x (radians) within 0.6 ULP.
///
/// ±0 for ±0, NaN for ±∞ and NaN; angles from 2²⁰ on are as good but slow.
@inline(__always)
func tan(_ x: Floats) -> Floats {
  let isFar = vector_less_equal(Floats(repeating: reach), vector_abs(x))
  let value = vector_narrow(tangent(vector_widen_low(x)), tangent(vector_widen_high(x)))
  let y = vector_select(vector_equal(x, .zero), x, value)
  return vector_any(isFar) ? vector_libm_tan(x, y, isFar) : y
}

@inline(__always)
private func tangent(_ x: Doubles) -> Doubles {
  let angle = Quadrant(x)
  // turns / 2 is integral for an even number of quarter turns.
  let half = angle.turns * Doubles(repeating: 0.5)
  let isOdd = vector_not_equal_double(half, vector_nearest_double(half))
  return vector_select_double(isOdd, vector_negate_double(angle.cosine), angle.sine)
    / vector_select_double(isOdd, angle.sine, angle.cosine)
}
