internal import CVector

/// log₂ x for positive normal x, relatively within 2⁻⁴⁴.
@inline(__always)
private func log2(_ x: Doubles) -> Doubles {
  let bits = vector_bits_double(x)
  // x = 2ᵏ·m with m in √½..<√2.
  let exponent =
    (bits &- SIMD8<Int64>(repeating: 0x3fe6_a09e_667f_3bcd)) & SIMD8<Int64>(repeating: -0x10_0000_0000_0000)
  let m = vector_from_bits_double(bits &- exponent)
  let s = (m - Doubles(repeating: 1)) / (m + Doubles(repeating: 1))
  let q = polynomial(
    s * s, 0x1.7154_7652_b825_1p+1, 0x1.ec70_9dc5_3c30_ep-1, 0x1.2776_c293_a115_9p-1, 0x1.a61a_2e72_510e_3p-2,
    0x1.4795_64d2_165f_dp-2, 0x1.21b0_15e4_ba49_2p-2)
  return vector_multiply_add_double(s, q, vector_exponent_double(exponent))
}

/// 2ᵗ, relatively within 2⁻³⁴; 0 and +∞ for what Float cannot hold.
@inline(__always)
private func exp2(_ t: Doubles) -> Doubles {
  let bounded = vector_max_double(Doubles(repeating: -200), vector_min_double(Doubles(repeating: 200), t))
  let n = vector_nearest_double(bounded)
  let r = bounded - n
  let high = polynomial(
    r, 0x1.ebfb_e0a4_be3d_4p-3, 0x1.c6b0_8aaf_1e11_5p-5, 0x1.3b29_dc41_0aee_8p-7, 0x1.5d8a_7099_eba1_0p-10,
    0x1.446a_1fb5_c703_8p-13, 0x1.fe17_6f23_a295_cp-17)
  let linear = vector_multiply_add_double(
    Doubles(repeating: 0x1.62e4_2ff1_1630_ep-1), r, Doubles(repeating: 0x1.ffff_ffff_abbd_2p-1))
  return vector_multiply_add_double(high, r * r, linear) * vector_exp2_integer_double(n)
}

/// xʸ within 0.6 ULP, computed in Double.
///
/// Special values as C's `pow`: 1 for y = ±0 and for x = 1 whatever the other is; a negative x has a power for integral
/// y alone, negative for odd ones, else NaN; ±0 and ±∞ have the limits.
@inline(__always)
func pow(_ x: Floats, _ y: Floats) -> Floats {
  let size = vector_abs(x)
  let zero = Floats(repeating: 0)
  let one = Floats(repeating: 1)
  let infinity = Floats(repeating: .infinity)
  let low = exp2(log2(vector_widen_low(size)) * vector_widen_low(y))
  let high = exp2(log2(vector_widen_high(size)) * vector_widen_high(y))
  var power = vector_narrow(low, high)

  // The limits at |x| = 0 and ∞, and |x| = 1 with y = ±∞.
  let growsWithX = vector_less(zero, y)
  power = vector_select(vector_equal(size, zero), vector_select(growsWithX, zero, infinity), power)
  power = vector_select(vector_equal(size, infinity), vector_select(growsWithX, infinity, zero), power)
  power = vector_select(vector_equal(size, one), one, power)

  let isNegative = vector_less_int(vector_bits(x), Integers(repeating: 0))
  let half = y * Floats(repeating: 0.5)
  let isIntegral = vector_equal(vector_floor(y), y)
  let isOdd = isIntegral & vector_not_equal(vector_floor(half), half)
  let sign = isNegative & isOdd & Integers(repeating: .min)
  power = vector_from_bits(vector_bits(power) | sign)
  let hasNone = isNegative & ~isIntegral & vector_not_equal(size, zero) & vector_not_equal(size, infinity)
  power = vector_select(hasNone, Floats(repeating: .nan), power)

  power = vector_select(vector_is_nan(x) | vector_is_nan(y), Floats(repeating: .nan), power)
  return vector_select(vector_equal(y, zero) | vector_equal(x, one), one, power)
}
