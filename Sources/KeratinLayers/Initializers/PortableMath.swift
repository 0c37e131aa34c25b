/// Functions of `Double` made of additions, multiplications, divisions and comparisons alone.
///
/// IEEE 754 rounds those in one way, so the results have the same bits on every machine; the C libraries' functions differ in
/// the last place.
package enum PortableMath {
  /// The natural logarithm, less than 1 ULP from the exact one; −∞ at 0, NaN below.
  ///
  /// x = 2ᵏ·(1 + f) with √½ < 1 + f ≤ √2, and log(1 + f) = 2·atanh(s) for s = f / (2 + f), |s| < 0.1716. In the form
  /// f − (f²/2 − s·(f²/2 + R)) the series R = 2·(s²/3 + s⁴/5 + …) is a small correction; the terms left out after s²⁰ are less
  /// than 2⁻⁶⁰ of the result.
  package static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
    let isUpper = x.significand > 1.4142135623730951
    let k = Double(x.exponent) + (isUpper ? 1 : 0)
    let f = (isUpper ? x.significand * 0.5 : x.significand) - 1
    let s = f / (2 + f)
    let z = s * s
    var r = z * (2.0 / 21) + 2.0 / 19
    r = r * z + 2.0 / 17
    r = r * z + 2.0 / 15
    r = r * z + 2.0 / 13
    r = r * z + 2.0 / 11
    r = r * z + 2.0 / 9
    r = r * z + 2.0 / 7
    r = r * z + 2.0 / 5
    r = (r * z + 2.0 / 3) * z
    let half = 0.5 * f * f
    return k * logTwoHead - ((half - (s * (half + r) + k * logTwoTail)) - f)
  }

  /// cos(2π·turns), less than 2⁻⁵² from the exact one; NaN for what is not finite.
  ///
  /// The argument is reduced to an eighth of a turn on either side of a whole quarter, which is exact; there the Taylor series
  /// of cosine up to x¹⁶ and of sine up to x¹⁷ leave out less than 2⁻⁵⁸.
  package static func cosine(turns: Double) -> Double {
    guard turns.isFinite else { return .nan }
    let part = turns - turns.rounded(.toNearestOrEven)
    let quarter = (4 * part).rounded(.toNearestOrEven)
    let x = (part - 0.25 * quarter) * (2 * .pi)
    switch quarter {
    case 0: return nearbyCosine(x)
    case 1: return -nearbySine(x)
    case -1: return nearbySine(x)
    default: return -nearbyCosine(x)
    }
  }

  /// log 2 in two parts, the first with 20 zero bits at its end, so that its product with an exponent is exact.
  private static let logTwoHead = 0x1.62e42fee00000p-1
  private static let logTwoTail = 0x1.a39ef35793c76p-33

  /// 1 − z/(1·2)·(1 − z/(3·4)·(1 − … z/(15·16))), z = x².
  private static func nearbyCosine(_ x: Double) -> Double {
    let z = x * x
    var sum = 1 - z * (1.0 / 240)
    sum = 1 - z * (1.0 / 182) * sum
    sum = 1 - z * (1.0 / 132) * sum
    sum = 1 - z * (1.0 / 90) * sum
    sum = 1 - z * (1.0 / 56) * sum
    sum = 1 - z * (1.0 / 30) * sum
    sum = 1 - z * (1.0 / 12) * sum
    return 1 - 0.5 * z * sum
  }

  /// x·(1 − z/(2·3)·(1 − z/(4·5)·(1 − … z/(16·17)))), z = x².
  private static func nearbySine(_ x: Double) -> Double {
    let z = x * x
    var sum = 1 - z * (1.0 / 272)
    sum = 1 - z * (1.0 / 210) * sum
    sum = 1 - z * (1.0 / 156) * sum
    sum = 1 - z * (1.0 / 110) * sum
    sum = 1 - z * (1.0 / 72) * sum
    sum = 1 - z * (1.0 / 42) * sum
    sum = 1 - z * (1.0 / 20) * sum
    return x - x * (z * (1.0 / 6) * sum)
  }
}
