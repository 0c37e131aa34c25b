import KeratinKernels
import Testing

@Suite struct RoundingBoundTests {
  @Test func isTheBoundOfHigham() {
    #expect(RoundingBound.unit(Float.self) == 0x1p-24)
    #expect(RoundingBound.unit(Double.self) == 0x1p-53)
    #expect(RoundingBound.gamma(0, Float.self) == 0)
    #expect(RoundingBound.gamma(1 << 23, Float.self) == 1)
    #expect(RoundingBound.gamma(1 << 24, Float.self) == .infinity)
    #expect(RoundingBound.gamma(3, Double.self) > 3 * 0x1p-53)
  }

  @Test func everyOperationHasABound() {
    #expect(UnaryOperation.allCases.allSatisfy { 0...4 ~= $0.maximumULP })
    #expect(BinaryOperation.allCases.allSatisfy { 0...4 ~= $0.maximumULP })
  }
}
