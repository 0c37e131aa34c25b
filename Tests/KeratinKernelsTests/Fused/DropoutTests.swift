import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct DropoutTests {
  /// Kept elements are the product rounded once, so that every backend has the same bits.
  @Test(arguments: TestBackends.all, [0, 0.1, 0.3, 0.5, 0.999, 1])
  func keepsAndScalesByTheMask(_ backend: TestBackend, _ rate: Double) throws {
    for count in [0, 1, 15, 16, 17, 33, 1000, 30_011] {
      try check(backend, rate, count, Float.self)
      try check(backend, rate, count, Double.self)
    }
  }

  private func check<T: FloatingScalar>(
    _ backend: TestBackend, _ rate: Double, _ count: Int, _ type: T.Type
  ) throws {
    var data = TestData("dropout")
    let x: [T] = data.uniform(count)
    let key = RandomKey(seed: 12)
    let mask = DropoutMask(stream: RandomStream(key: key, count: count), rate: rate)
    for step in [0, 7] as [Int32] {
      let stepKey = key.folded(UInt64(step))
      let scale = T(rounding: mask.scale)
      let expected = x.indices.map {
        Double(Threefry.bits(key: stepKey, index: $0) >> 8) * 0x1p-24 >= rate ? x[$0] * scale : 0
      }
      try requireEqual(try backend.dropout(x, mask, step: step), expected)
    }
  }

  @Test(arguments: TestBackends.all)
  func dropsTheShareThatTheRateSays(_ backend: TestBackend) throws {
    let count = 100_000
    for rate in [0.1, 0.5, 0.9] {
      let mask = DropoutMask(stream: RandomStream(key: RandomKey(seed: 5), count: count), rate: rate)
      let y = try backend.dropout([Float](repeating: 1, count: count), mask, step: 3)
      let dropped = Double(y.count { $0 == 0 }) / Double(count)
      #expect((dropped - rate).magnitude < 5 * (rate * (1 - rate) / Double(count)).squareRoot())
    }
  }

  /// What is dropped is 0 even where it was infinite or NaN.
  @Test(arguments: TestBackends.all)
  func dropsWhatIsNotFinite(_ backend: TestBackend) throws {
    let mask = DropoutMask(stream: RandomStream(key: RandomKey(seed: 5), count: 100), rate: 0.5)
    let kept = try backend.dropout([Float](repeating: 1, count: 100), mask, step: 3).map { $0 != 0 }
    for value in [Float.infinity, .nan] {
      let y = try backend.dropout([Float](repeating: value, count: 100), mask, step: 3)
      try requireEqual(y, kept.map { $0 ? value : 0 })
    }
  }
}
