package import KeratinKernels

extension RandomSource {
  /// A number from the normal distribution with mean 0 and standard deviation 1: √(−2·log u)·cos(2π·v) of two uniform numbers.
  ///
  /// Source: Box, Muller, "A note on the generation of random normal deviates", Annals of Mathematical Statistics 29, 1958.
  package mutating func normal() -> Double {
    // 1 − u lies in (0, 1], where there is a logarithm.
    let radius = (-2 * PortableMath.log(1 - uniform())).squareRoot()
    return radius * PortableMath.cosine(turns: uniform())
  }

  /// A number from the normal distribution cut off at ±2, whose standard deviation is ``truncatedNormalDeviation``.
  package mutating func truncatedNormal() -> Double {
    while true {
      let z = normal()
      if z.magnitude <= 2 { return z }
    }
  }

  /// √(1 − 4·φ(2) / (2·Φ(2) − 1)) with φ and Φ the standard normal density and distribution, as many digits as Keras has.
  package static var truncatedNormalDeviation: Double { 0.87962566103423978 }
}
