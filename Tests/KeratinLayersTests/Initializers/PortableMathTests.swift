import Foundation
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct PortableMathTests {
  /// The C library's logarithm is within 1 ULP, so is ours: together 2.
  @Test func logarithmIsNearTheLibrarys() throws {
    var data = TestData("logarithm")
    let near: [Double] = data.uniform(20_000, from: 0, to: 1) + data.uniform(20_000, from: 0.5, to: 2)
    let far: [Double] = data.spread(20_000, exponents: -1022...1023)
    for x in near + far.map(\.magnitude) where x > 0 {
      let (received, expected) = (PortableMath.log(x), Foundation.log(x))
      #expect((received - expected).magnitude <= 2 * expected.ulp, "log \(x)")
    }
  }

  @Test func logarithmKnowsTheEnds() {
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(-0.0) == -.infinity)
    #expect(PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(-1).isNaN)
    #expect(PortableMath.log(.nan).isNaN)
    for x in [Double.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 0x1p-53] {
      #expect((PortableMath.log(x) - Foundation.log(x)).magnitude <= 2 * Foundation.log(x).ulp)
    }
  }

  /// Ours is within 2⁻⁵² of the cosine of the exact angle; the library is given the angle rounded, half an ULP away, and rounds itself.
  @Test func cosineIsNearTheLibrarys() {
    var data = TestData("cosine")
    for turns in data.uniform(20_000, from: -1, to: 1) + data.uniform(2_000, from: -1000, to: 1000) as [Double] {
      let angle = 2 * .pi * turns
      let bound = 0x1p-52 + 2 * angle.ulp + 0x1p-53
      #expect((PortableMath.cosine(turns: turns) - Foundation.cos(angle)).magnitude <= bound, "cos of \(turns) turns")
    }
  }

  @Test func cosineIsExactAtQuarterTurnsAndAsSymmetricAsTheFunction() {
    #expect([0, 0.25, 0.5, 0.75, 1, -0.25, 1e15].map { PortableMath.cosine(turns: $0) } == [1, 0, -1, 0, 1, 0, 1])
    var data = TestData("symmetry")
    // Multiples of 2⁻⁴⁰, so that the sums below are exact.
    for turns in (data.uniform(1000, from: 0, to: 1) as [Double]).map({ ($0 * 0x1p40).rounded() * 0x1p-40 }) {
      let cosine = PortableMath.cosine(turns: turns)
      #expect(PortableMath.cosine(turns: -turns) == cosine)
      #expect(PortableMath.cosine(turns: turns + 3) == cosine)
      #expect(PortableMath.cosine(turns: turns + 0.5) == -cosine)
      let sine = PortableMath.cosine(turns: turns - 0.25)
      #expect((cosine * cosine + sine * sine - 1).magnitude <= 0x1p-50)
    }
    for turns in [Double.infinity, -.infinity, .nan] { #expect(PortableMath.cosine(turns: turns).isNaN) }
  }
}
