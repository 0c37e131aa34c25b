internal import CVector

/// Gauss's error function, 2/√π·∫₀ˣ e^(−t²) dt, within 1.4 ULP.
///
/// ±1 beyond ±3.92, ±0 for ±0, NaN for NaN.
@inline(__always)
func erf(_ x: Floats) -> Floats {
  let size = vector_min(Floats(repeating: 4), vector_abs(x))
  let small = vector_multiply_add(
    size,
    polynomial(
      size * size, 0.128_379_17, -0.376_126_35, 0.112_837_03, -0.026_859_8, 0.005_201_960_4, -0.000_815_262_8,
      8.409_921e-05),
    size)
  // erfc = e^(−R); its rounding errors are small beside 1.
  let r = polynomial(
    size, 0.000_207_008_5, 1.127_627_4, 0.637_265_74, 0.103_856_377, -0.022_189_777, 0.003_033_692_5,
    -0.000_194_946_75)
  let large = Floats(repeating: 1) - exp(vector_negate(r))
  return vector_copysign(vector_select(vector_less_equal(size, Floats(repeating: 0.92)), small, large), x)
}
