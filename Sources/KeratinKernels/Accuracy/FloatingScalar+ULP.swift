extension FloatingScalar {
  /// The distance of this value from the exact one, in units in the last place: spacings of the type around `exact`,
  /// down to the smallest denormal.
  ///
  /// 0 if both are NaN, infinite if one of them is. An infinity counts as the number that would follow the largest finite
  /// one, and so does an `exact` beyond the type's range; but a finite value is infinitely far from an infinite `exact`.
  public func ulps(from exact: Double) -> Double {
    if isNaN || exact.isNaN { return isNaN && exact.isNaN ? 0 : .infinity }
    if exact.isInfinite { return asDouble == exact ? 0 : .infinity }
    let last = Self.greatestFiniteMagnitude
    let spacing = Swift.min(Self(rounding: exact).magnitude, last).ulp.asDouble
    // In spacings, so that neither the number after the last nor a difference of two such overflows.
    let limit = last.asDouble / spacing + 1
    let value = isFinite ? asDouble / spacing : self > 0 ? limit : -limit
    return (value - Swift.min(Swift.max(exact / spacing, -limit), limit)).magnitude
  }
}
