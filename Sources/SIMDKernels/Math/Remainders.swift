internal import CVector

/// a − b·⌊a/b⌋, the exact remainder with the sign of b, rounded once, as Python has it.
///
/// A remainder of 0 has the sign of b; a itself, or b where the signs differ, for b = ±∞; NaN for b = ±0, a = ±∞ and NaN.
/// Quotients from 2²⁹ on are as good but slow.
@inline(__always)
func floorMod(_ a: Floats, _ b: Floats) -> Floats {
  let low = remainder(vector_widen_low(a), vector_widen_low(b))
  let high = remainder(vector_widen_high(a), vector_widen_high(b))
  let quotient = vector_abs(vector_narrow(low.quotient, high.quotient))
  var y = vector_narrow(low.remainder, high.remainder)
  let isEndless = vector_equal(vector_abs(b), Floats(repeating: .infinity))
  let differs = vector_less_int(vector_bits(a) ^ vector_bits(b), Integers(repeating: 0))
  let finite = vector_less(vector_abs(a), Floats(repeating: .infinity))
  y = vector_select(
    isEndless & finite, vector_select(differs & vector_not_equal(a, .zero), b, a), y)
  y = vector_select(vector_equal(y, .zero), vector_copysign(.zero, b), y)
  let isFar = vector_less_equal(Floats(repeating: 0x1p29), quotient) & finite & vector_not_equal(b, .zero)
  return vector_any(isFar) ? vector_libm_floor_mod(a, b, y, isFar) : y
}

/// For quotients below 2²⁹, whose product with a Float is exact in Double.
@inline(__always)
private func remainder(_ a: Doubles, _ b: Doubles) -> (quotient: Doubles, remainder: Doubles) {
  let quotient = vector_floor_double(a / b)
  var r = vector_multiply_add_double(vector_negate_double(quotient), b, a)
  // The quotient may have been rounded up to the next whole number.
  let isOver = vector_less_double(r * b, Doubles(repeating: 0))
  r = vector_select_double(isOver, r + b, r)
  return (quotient, r)
}
