import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CastTests {
  @Test(arguments: TestBackends.all)
  func roundsFloatsAndTruncatesToIntegers(_ backend: TestBackend) throws {
    let floats: [Float] = [0, -0.0, 1.5, -1.5, 255.9, 256, -1, 2_147_483_648, -2_147_483_904, 3e38, .infinity, .nan]
    try requireEqual(
      try backend.cast(floats, to: Int32.self),
      [0, 0, 1, -1, 255, 256, -1, .max, .min, .max, .max, 0])
    try requireEqual(try backend.cast(floats, to: UInt8.self), [0, 0, 1, 0, 255, 255, 0, 255, 0, 255, 255, 0])
    try requireEqual(try backend.cast([-Float.infinity], to: Int32.self), [.min])
    try requireEqual(try backend.cast([-Float.infinity], to: UInt8.self), [0])
    try requireSameBits(
      try backend.cast([1.1, -0.0, .infinity] as [Float], to: Double.self), [Double(1.1 as Float), -0.0, .infinity])
    try requireEqual(
      try backend.cast([1.1, 1e300, -1e300, 1e-300, 0x1.000001p0, .nan] as [Double], to: Float.self),
      [1.1, .infinity, -.infinity, 0, 1, .nan])
    try requireEqual(try backend.cast([2_147_483_646.7, -1e10] as [Double], to: Int32.self), [2_147_483_646, .min])
    try requireEqual(
      try backend.cast([16_777_217, .max, .min] as [Int32], to: Float.self), [16_777_216, 0x1p31, -0x1p31])
    try requireEqual(
      try backend.cast([16_777_217, .max, .min] as [Int32], to: Double.self), [16_777_217, 2_147_483_647, -0x1p31])
    try requireEqual(try backend.cast([-1, 0, 255, 256, .max] as [Int32], to: UInt8.self), [0, 0, 255, 255, 255])
    try requireEqual(try backend.cast([0, 128, 255] as [UInt8], to: Int32.self), [0, 128, 255])
    try requireEqual(try backend.cast([0, 128, 255] as [UInt8], to: Float.self), [0, 128, 255])
  }

  @Test(arguments: TestBackends.all, [0, 1, 7, 17, 33, 30_011])
  func convertsEveryPairOfTypes(_ backend: TestBackend, _ count: Int) throws {
    try checkFrom(backend, count, Float.self)
    try checkFrom(backend, count, Double.self)
    try checkFrom(backend, count, Int32.self)
    try checkFrom(backend, count, UInt8.self)
  }

  private func checkFrom<S: Scalar>(_ backend: TestBackend, _ count: Int, _ type: S.Type) throws {
    try check(backend, count, S.self, Float.self)
    try check(backend, count, S.self, Double.self)
    try check(backend, count, S.self, Int32.self)
    try check(backend, count, S.self, UInt8.self)
  }

  private func check<S: Scalar, T: Scalar>(
    _ backend: TestBackend, _ count: Int, _ source: S.Type, _ target: T.Type
  ) throws {
    var data = TestData("cast")
    let x: [S] = data.integers(count, -300...300).map { (value: Int32) in S(rounding: Double(value) * 0.75) }
    try requireEqual(try backend.cast(x, to: T.self), x.map { T(rounding: $0.asDouble) })
  }
}
