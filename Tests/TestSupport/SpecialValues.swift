public import KeratinKernels

extension FloatingScalar {
  /// The numbers at which functions go wrong: zeros, denormals, the ends of the range, infinities, NaN, whole numbers and
  /// halves, and where exponentials of `Float` overflow, vanish or lose the 1 beside them.
  public static var specialValues: [Self] {
    let positive: [Self] = [
      0, leastNonzeroMagnitude, leastNormalMagnitude.nextDown, leastNormalMagnitude, Self(rounding: 1e-30),
      Self(rounding: 1e-8), ulpOfOne, Self(rounding: 1e-3), Self(rounding: 0.25), Self(rounding: 0.5),
      Self(rounding: 0.5).nextDown, Self(rounding: 0.7), Self(1).nextDown, 1, Self(1).nextUp, Self(rounding: 1.5), 2,
      Self(rounding: 2.5), 3, Self(rounding: .pi), Self(rounding: 3.5), 9, Self(rounding: 16.6), Self(rounding: 17.4),
      Self(rounding: 30), Self(rounding: 87.3), Self(rounding: 88.7), Self(rounding: 88.73), 89, Self(rounding: 103.9),
      Self(rounding: 104.1), 1000, 8_388_607.5, 8_388_608, 16_777_215, 16_777_217, Self(rounding: 1e10),
      Self(rounding: 1e30), greatestFiniteMagnitude, infinity,
    ]
    return positive + positive.map { -$0 } + [nan]
  }
}
