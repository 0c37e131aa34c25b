internal import CVector

/// x = n·log 2 + r with |r| ≤ log(2)/2; n is integral.
@inline(__always)
private func reduced(_ x: Floats) -> (n: Floats, r: Floats) {
  let n = vector_nearest(x * Floats(repeating: 1.442_695_04))
  // The high part of log 2 has 9 bits: n times it is exact even without FMA.
  var r = vector_multiply_add(n, Floats(repeating: -0.693_359_375), x)
  r = vector_multiply_add(n, Floats(repeating: 2.121_944_4e-4), r)
  return (n, r)
}

/// eˣ within 1.1 ULP.
///
/// 0 below −104 (denormal results are right), +∞ above 88.73, 1 for ±0, NaN for NaN.
@inline(__always)
func exp(_ x: Floats) -> Floats {
  let (n, r) = reduced(vector_max(Floats(repeating: -104), vector_min(Floats(repeating: 89), x)))
  let q = polynomial(r, 0.499_999_94, 0.166_665_21, 0.041_668_389, 0.008_368_745_4, 0.001_381_453_8)
  return vector_scale(vector_multiply_add(r * r, q, r) + Floats(repeating: 1), n)
}

/// e^r − 1 for |r| ≤ log(2)/2, relatively exact near 0.
@inline(__always)
private func shortExpm1(_ r: Floats) -> Floats {
  let q = polynomial(
    r, 0.5, 0.166_666_67, 0.041_666_355, 0.008_333_274_2, 0.001_394_106_4, 0.000_199_136_34)
  return vector_multiply_add(r * r, q, r)
}

/// eˣ − 1 within 1.5 ULP.
///
/// −1 below −17.4, +∞ above 88.73, ±0 for ±0 (and denormals for denormals), NaN for NaN.
@inline(__always)
func expm1(_ x: Floats) -> Floats {
  let (n, r) = reduced(vector_max(Floats(repeating: -30), vector_min(Floats(repeating: 89), x)))
  return vector_copysign(expm1(n, shortExpm1(r)), x)
}

/// 2ⁿ(1 + p) − 1: half of it first, since 2ⁿ itself overflows where the result need not.
@inline(__always)
private func expm1(_ n: Floats, _ p: Floats) -> Floats {
  let half = vector_power_of_two(n - Floats(repeating: 1))
  let result = vector_multiply_add(half, p, half - Floats(repeating: 0.5))
  return result + result
}

/// (eˣ − e⁻ˣ) / 2 within 2.2 ULP.
///
/// ±∞ beyond ±89.42, ±0 for ±0, NaN for NaN.
@inline(__always)
func sinh(_ x: Floats) -> Floats {
  let size = vector_abs(x)
  let (n, r) = reduced(vector_min(Floats(repeating: 90), size))
  let p = shortExpm1(r)
  let t = expm1(n, p)
  let small = Floats(repeating: 0.5) * (t + t / (t + Floats(repeating: 1)))
  let large = vector_scale(p + Floats(repeating: 1), n - Floats(repeating: 1))
  return vector_copysign(vector_select(vector_less(size, Floats(repeating: 10)), small, large), x)
}

/// (eˣ + e⁻ˣ) / 2 within 1.5 ULP.
///
/// +∞ beyond ±89.42, 1 for ±0, NaN for NaN.
@inline(__always)
func cosh(_ x: Floats) -> Floats {
  let (n, r) = reduced(vector_min(Floats(repeating: 90), vector_abs(x)))
  let half = vector_scale(shortExpm1(r) + Floats(repeating: 1), n - Floats(repeating: 1))
  return half + Floats(repeating: 0.25) / half
}

/// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ) within 2.5 ULP.
///
/// ±1 beyond ±9.02, ±0 for ±0, NaN for NaN.
@inline(__always)
func tanh(_ x: Floats) -> Floats {
  let t = expm1(Floats(repeating: -2) * vector_abs(x))
  return vector_copysign(t / (t + Floats(repeating: 2)), x)
}

/// 1 / (1 + e⁻ˣ) within 2.4 ULP.
///
/// 0 below −104 (denormal results are right), 1 above 17.4, NaN for NaN.
@inline(__always)
func sigmoid(_ x: Floats) -> Floats {
  let e = exp(vector_negate(vector_abs(x)))
  let one = Floats(repeating: 1)
  return vector_select(vector_less(x, Floats(repeating: 0)), e, one) / (one + e)
}

/// log(1 + eˣ) within 2.1 ULP.
///
/// 0 below −104 (denormal results are right), x above 17, NaN for NaN.
@inline(__always)
func softplus(_ x: Floats) -> Floats {
  vector_max(Floats(repeating: 0), x) + log1p(exp(vector_negate(vector_abs(x))))
}
