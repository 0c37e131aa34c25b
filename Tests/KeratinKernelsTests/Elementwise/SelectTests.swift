import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct SelectTests {
  @Test(arguments: TestBackends.all)
  func takesAWhereTheConditionIsNotZero(_ backend: TestBackend) throws {
    try check(backend, Float.self)
    try check(backend, Double.self)
    try check(backend, Int32.self)
    try check(backend, UInt8.self)
  }

  private func check<T: Scalar>(_ backend: TestBackend, _ type: T.Type) throws {
    for form in BroadcastForm.all {
      // The condition has the result's shape, then the first operand's.
      for isWide in [true, false] {
        let shape = isWide ? form.result : form.a
        var data = TestData("select \(form)")
        let condition: [UInt8] = data.integers(shape.count, 0...2).map { $0 == 2 ? 255 : $0 }
        let a: [T] = data.integers(form.a.count, 0...200)
        let b: [T] = data.integers(form.b.count, 0...200)
        let wideC = isWide ? condition : form.widenedA(condition)
        let wideA = form.widenedA(a)
        let wideB = form.widenedB(b)
        let expected = wideC.indices.map { wideC[$0] != 0 ? wideA[$0] : wideB[$0] }
        let y = try backend.select(condition, a, b, Broadcast([shape, form.a, form.b], to: form.result))
        try requireSameBits(y, expected)
      }
    }
  }

  @Test(arguments: TestBackends.all)
  func movesNaNAndInfinityUnchanged(_ backend: TestBackend) throws {
    let a: [Float] = [.nan, .infinity, -0.0, 1]
    let b: [Float] = [5, .nan, 2, -.infinity]
    let y = try backend.select([1, 0, 1, 0], a, b, Broadcast(count: 4, operands: 3))
    try requireSameBits(y, [.nan, .nan, -0.0, -.infinity])
  }
}
