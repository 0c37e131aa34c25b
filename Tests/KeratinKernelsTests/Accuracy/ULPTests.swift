import KeratinKernels
import Testing

@Suite struct ULPTests {
  @Test func countsSpacings() {
    #expect(Float(1).ulps(from: 1) == 0)
    #expect(Float(1).nextUp.ulps(from: 1) == 1)
    #expect(Float(1.5).ulps(from: 1.5 + 0x1p-24) == 0.5)
    #expect((-Float(3)).nextDown.ulps(from: -3) == 1)
    #expect(Float(0).ulps(from: 0) == 0)
    #expect(Float(-0.0).ulps(from: 0) == 0)
    #expect(Float(1e30).ulps(from: -1e30) > 1e7)
    #expect(Double(2).nextUp.ulps(from: 2) == 1)
  }

  @Test func countsDenormals() {
    #expect(Float.leastNonzeroMagnitude.ulps(from: 0) == 1)
    #expect(Float(0).ulps(from: 0x1p-148) == 2)
    #expect(Float.leastNormalMagnitude.ulps(from: 0) == 0x1p23)
    #expect(Float(0).ulps(from: 0x1p-200) < 1e-10)
  }

  @Test func treatsTheEndOfTheRangeAsANumber() {
    #expect(Float.infinity.ulps(from: .infinity) == 0)
    #expect(Float.infinity.ulps(from: 1e39) == 0)
    #expect(Float.greatestFiniteMagnitude.ulps(from: 1e39) == 1)
    #expect(Float.infinity.ulps(from: Double(Float.greatestFiniteMagnitude)) == 1)
    #expect((-Float.infinity).ulps(from: .infinity) == .infinity)
    #expect(Float.greatestFiniteMagnitude.ulps(from: .infinity) == .infinity)
    #expect(Float.infinity.ulps(from: 1) > 1e30)
  }

  @Test func tellsNaNFromNumbers() {
    #expect(Float.nan.ulps(from: .nan) == 0)
    #expect(Float.nan.ulps(from: 0) == .infinity)
    #expect(Float(0).ulps(from: .nan) == .infinity)
  }
}
