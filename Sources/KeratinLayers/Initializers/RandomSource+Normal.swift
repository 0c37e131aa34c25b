package import KeratinKernels

extension RandomSource {
  /// The next `count` numbers from the normal distribution with mean 0 and standard deviation 1, made on all threads:
  /// √(−2·log u)·cos(2π·v) of two uniform numbers each.
  ///
  /// Source: Box, Muller, "A note on the generation of random normal deviates", Annals of Mathematical Statistics 29, 1958.
  package mutating func normals(_ count: Int) -> [Double] {
    let first = self
    advance(by: 2 * count)
    let piece = 2048
    return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let numbers = buffer.baseAddress else { return }
      ThreadPool.run(pieces: (count + piece - 1) / piece) { index in
        let start = index * piece
        var own = first
        own.advance(by: 2 * start)
        let uniforms = own.uniforms(2 * min(piece, count - start))
        for place in 0..<uniforms.count / 2 {
          // 1 − u lies in (0, 1], where there is a logarithm.
          let radius = (-2 * PortableMath.log(1 - uniforms[2 * place])).squareRoot()
          numbers[start + place] = radius * PortableMath.cosine(turns: uniforms[2 * place + 1])
        }
      }
      initialized = count
    }
  }

  /// The next `count` numbers from the normal distribution cut off at ±2, whose standard deviation is ``truncatedNormalDeviation``:
  /// those of ``normals(_:)`` that lie beyond are left out.
  package mutating func truncatedNormals(_ count: Int) -> [Double] {
    var kept: [Double] = []
    kept.reserveCapacity(count)
    while kept.count < count {
      // One in twenty lies beyond. Not all at once: the candidates are memory too.
      let candidates = min((count - kept.count) * 22 / 21 + 1, 1 << 17)
      let former = self
      for (index, number) in normals(candidates).enumerated() where number.magnitude <= 2 {
        kept.append(number)
        if kept.count == count {
          self = former
          advance(by: 2 * (index + 1))
          break
        }
      }
    }
    return kept
  }

  /// √(1 − 4·φ(2) / (2·Φ(2) − 1)) with φ and Φ the standard normal density and distribution, as many digits as Keras has.
  package static var truncatedNormalDeviation: Double { 0.87962566103423978 }
}
