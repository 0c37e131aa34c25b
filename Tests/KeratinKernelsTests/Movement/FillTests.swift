import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct FillTests {
  @Test(arguments: TestBackends.all, [0, 1, 2, 3, 15, 17, 33, 100, 30_011])
  func writesTheValueEverywhere(_ backend: TestBackend, _ count: Int) throws {
    try requireSameBits(try backend.fill(Float(1.5), count: count), .init(repeating: 1.5, count: count))
    try requireSameBits(try backend.fill(-0.0 as Float, count: count), .init(repeating: -0.0, count: count))
    try requireEqual(try backend.fill(Float.nan, count: count), .init(repeating: .nan, count: count))
    try requireSameBits(try backend.fill(Double.pi, count: count), .init(repeating: .pi, count: count))
    try requireSameBits(try backend.fill(Int32(-7), count: count), .init(repeating: -7, count: count))
    try requireSameBits(try backend.fill(UInt8(200), count: count), .init(repeating: 200, count: count))
  }
}
