extension RandomSource {
  /// The next `count` numbers of ``uniform()``, made on all threads.
  public mutating func uniforms(_ count: Int) -> [Double] {
    let first = advance(by: count)
    let key = key
    let piece = 8192
    return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let numbers = buffer.baseAddress else { return }
      ThreadPool.run(pieces: parts(of: count, by: piece)) { index in
        let start = index * piece
        RandomSource.write(key, from: first &+ UInt64(start), numbers + start, min(piece, count - start))
      }
      initialized = count
    }
  }

  /// Numbers `first` to `first + count − 1` of a key.
  private static func write(_ key: RandomKey, from first: UInt64, _ numbers: UnsafeMutablePointer<Double>, _ count: Int)
  {
    let lanes = SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7)
    for start in stride(from: 0, to: count, by: 8) {
      let index = SIMD8(repeating: first &+ UInt64(start)) &+ lanes
      let words = Threefry.blocks(
        key: key, SIMD8<UInt32>(truncatingIfNeeded: index), SIMD8<UInt32>(truncatingIfNeeded: index &>> 32))
      for lane in 0..<min(8, count - start) {
        numbers[start + lane] = RandomSource.uniform(of: UInt64(words.0[lane]) << 32 | UInt64(words.1[lane]))
      }
    }
  }
}
