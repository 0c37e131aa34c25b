import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct RandomUniformTests {
  @Test(arguments: TestBackends.all, [0, 1, 2, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 1000, 30_011])
  func hasTheBitsOfThreefry(_ backend: TestBackend, _ count: Int) throws {
    let key = RandomKey(seed: 0x0123_4567_89AB_CDEF).folded("mask")
    for step in [0, 1, 12_345, .max, -1] as [Int32] {
      let stepKey = key.folded(UInt64(UInt32(bitPattern: step)))
      let bits = (0..<count).map { Threefry.bits(key: stepKey, index: $0) >> 8 }
      let stream = RandomStream(key: key, count: count)
      try requireSameBits(
        try backend.randomUniform(stream, step: step, as: Float.self), bits.map { Float($0) * 0x1p-24 })
      try requireSameBits(
        try backend.randomUniform(stream, step: step, as: Double.self), bits.map { Double($0) * 0x1p-24 })
    }
  }

  /// A shorter stream is the beginning of a longer one; another step or key is another stream.
  @Test(arguments: TestBackends.all)
  func dependsOnKeyStepAndIndexAlone(_ backend: TestBackend) throws {
    let key = RandomKey(seed: 3)
    let draw = { (key: RandomKey, count: Int, step: Int32) in
      try backend.randomUniform(RandomStream(key: key, count: count), step: step, as: Float.self)
    }
    let long = try draw(key, 1000, 5)
    try requireSameBits(try draw(key, 333, 5), Array(long.prefix(333)))
    let equal = { (other: [Float]) in zip(long, other).count { $0 == $1 } }
    #expect(equal(try draw(key, 1000, 6)) < 3)
    #expect(equal(try draw(RandomKey(seed: 4), 1000, 5)) < 3)
  }

  /// Five standard deviations of the mean and of the variance of a million numbers.
  @Test func isEvenlySpread() throws {
    let count = 1_000_000
    let stream = RandomStream(key: RandomKey(seed: 8), count: count)
    let numbers = try TestBackends.naive.randomUniform(stream, step: 0, as: Double.self)
    let mean = numbers.reduce(0, +) / Double(count)
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(numbers.allSatisfy { 0 <= $0 && $0 < 1 })
    #expect((mean - 0.5).magnitude < 5 * (1.0 / 12 / Double(count)).squareRoot())
    #expect((variance - 1.0 / 12).magnitude < 5 * (1.0 / 180 / Double(count)).squareRoot())
  }
}
