public import KeratinKernels

extension NaiveBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func randomUniform<T: FloatingScalar>(
    _ stream: RandomStream, step: Span<Int32>, into y: inout MutableSpan<T>
  ) {
    let streamKey = ThreefryReference(stream.key.word0, stream.key.word1)
    let stepKey = streamKey.block(UInt32(bitPattern: step[0]), 0)
    let threefry = ThreefryReference(stepKey.0, stepKey.1)
    for start in stride(from: 0, to: stream.count, by: 32) {
      // 32 elements take 16 blocks: their first words, then their second words.
      for lane in 0..<min(16, stream.count - start) {
        let block = UInt64(start / 2 + lane)
        let words = threefry.block(UInt32(truncatingIfNeeded: block), UInt32(block >> 32))
        y[start + lane] = uniform(words.0)
        if start + 16 + lane < stream.count { y[start + 16 + lane] = uniform(words.1) }
      }
    }
  }
}

/// The 24 high bits as a fraction of 2²⁴: exact in Float.
@inline(__always)
private func uniform<T: FloatingScalar>(_ bits: UInt32) -> T { T(rounding: Double(bits >> 8) / 16_777_216) }
