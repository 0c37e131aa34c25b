internal import CVector

/// log(1 + f) + e·log 2 for −1/3 ≤ f ≤ 1/3.
@inline(__always)
private func log(onePlus f: Floats, exponent e: Floats) -> Floats {
  let g = polynomial(
    f, -0.5, 0.333_332_09, -0.249_995_07, 0.200_107_71, -0.166_895_02, 0.140_008_23, -0.120_781_824, 0.140_062_38,
    -0.133_116_04)
  // e times the high part of log 2 is exact.
  let small = vector_multiply_add(f * f, g, e * Floats(repeating: -2.121_944_4e-4))
  return vector_multiply_add(e, Floats(repeating: 0.693_359_375), f + small)
}

/// The bits of 2ᵏ·1 such that x / 2ᵏ lies in 2/3..<4/3: k in the exponent's place.
@inline(__always)
private func exponentBits(_ x: Floats) -> Integers {
  (vector_bits(x) &- Integers(repeating: 0x3f2a_aaab)) & Integers(repeating: -0x80_0000)
}

/// log x within 1.1 ULP.
///
/// −∞ for ±0, NaN below 0 and for NaN, +∞ for +∞; denormals are right.
@inline(__always)
func log(_ x: Floats) -> Floats {
  let isTiny = vector_less(x, Floats(repeating: 0x1p-126))
  let normal = vector_select(isTiny, x * Floats(repeating: 0x1p23), x)
  let bits = exponentBits(normal)
  let f = vector_from_bits(vector_bits(normal) &- bits) - Floats(repeating: 1)
  let shift = vector_select(isTiny, Floats(repeating: -23), Floats(repeating: 0))
  let e = vector_multiply_add(vector_from_int(bits), Floats(repeating: 0x1p-23), shift)
  return logarithm(log(onePlus: f, exponent: e), of: x)
}

/// `value` where x is positive and finite, else the logarithm that x has.
@inline(__always)
private func logarithm(_ value: Floats, of x: Floats) -> Floats {
  let zero = Floats(repeating: 0)
  let notPositive = vector_select(
    vector_equal(x, zero), Floats(repeating: -.infinity), Floats(repeating: .nan))
  let special = vector_select(vector_less_equal(x, zero), notPositive, x)
  let isOrdinary = vector_less(zero, x) & vector_less(x, Floats(repeating: .infinity))
  return vector_select(isOrdinary, value, special)
}

/// log(1 + x) within 1.7 ULP.
///
/// −∞ for −1, NaN below −1 and for NaN, ±0 for ±0 (and denormals for denormals), +∞ for +∞.
@inline(__always)
func log1p(_ x: Floats) -> Floats {
  let u = x + Floats(repeating: 1)
  let bits = exponentBits(u)
  // 1 + f = (1 + x) / 2ᵏ, from the parts: what the sum u rounded away is still in x.
  let scaledX = vector_from_bits(vector_bits(x) &- bits)
  let fourOver = vector_from_bits(Integers(repeating: 0x4080_0000) &- bits)
  let f = scaledX + vector_multiply_add(fourOver, Floats(repeating: 0.25), Floats(repeating: -1))
  let e = vector_from_int(bits) * Floats(repeating: 0x1p-23)
  let value = vector_copysign(log(onePlus: f, exponent: e), x)
  let minusOne = Floats(repeating: -1)
  let below = vector_select(vector_equal(x, minusOne), Floats(repeating: -.infinity), Floats(repeating: .nan))
  let special = vector_select(vector_less_equal(x, minusOne), below, x)
  let isOrdinary = vector_less(minusOne, x) & vector_less(x, Floats(repeating: .infinity))
  return vector_select(isOrdinary, value, special)
}
