import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct RequirementsTests {
  @Test func equalValuesAreEqual() throws {
    try requireEqual([0, 1, .nan, .infinity] as [Float], [-0.0, 1, .nan, .infinity])
    for wrong in [[0, 1, 2], [0, 1, .nan, .infinity, 0], [0, 1, 0, .infinity], [0, 1, .nan, -.infinity]] as [[Float]] {
      #expect(throws: Mismatch.self) { try requireEqual(wrong, [0, 1, .nan, .infinity]) }
    }
  }

  @Test func bitsTellZerosAndNaNsApart() throws {
    try requireSameBits([0, .nan] as [Float], [0, .nan])
    #expect(throws: Mismatch.self) { try requireSameBits([0.0] as [Float], [-0.0]) }
    #expect(throws: Mismatch.self) { try requireSameBits([Float(bitPattern: 0x7FC0_0001)], [.nan]) }
    #expect(throws: Mismatch.self) { try requireSameBits([1] as [Float], []) }
  }

  @Test func unitsInTheLastPlaceAreCounted() throws {
    let one: Float = 1
    try requireClose([one.nextUp.nextUp], [1], ulps: 2)
    try requireClose([.nan, .infinity] as [Float], [.nan, 1e40], ulps: 0)
    #expect(throws: Mismatch.self) { try requireClose([one.nextUp.nextUp], [1], ulps: 1) }
    #expect(throws: Mismatch.self) { try requireClose([Float.nan], [1], ulps: 1e30) }
    #expect(throws: Mismatch.self) { try requireClose([one], [.nan], ulps: 1e30) }
    #expect(throws: Mismatch.self) { try requireClose([0 as Float], [1e-44], ulps: 4) }
  }

  @Test func boundsHoldForEachElement() throws {
    try requireClose([1, 2] as [Float], [1.5, 2], within: [0.5, 0])
    #expect(throws: Mismatch.self) { try requireClose([1, 2] as [Float], [1.5, 2], within: [0.4, 1]) }
    #expect(throws: Mismatch.self) { try requireClose([.nan] as [Float], [1], within: [.infinity]) }
    #expect(throws: Mismatch.self) { try requireClose([1] as [Float], [.infinity], within: [1]) }
    #expect(throws: Mismatch.self) { try requireClose([1] as [Float], [.nan], within: [.infinity]) }
  }

  /// 8 times the definition's own difference, 0.25, and 4 ULP of 1.
  @Test func fusedKernelsMayDifferByTheirDefinitionsRounding() throws {
    let definition: [Float] = [1, 0.75]
    try requireClose([2.9, 0.5] as [Float], definition: definition, inDouble: [1, 0.5])
    #expect(throws: Mismatch.self) {
      try requireClose([3.01, 0.5] as [Float], definition: definition, inDouble: [1, 0.5])
    }
    let ulp = Float.ulpOfOne
    try requireClose([1 + 4 * ulp] as [Float], definition: [1], inDouble: [1])
    #expect(throws: Mismatch.self) { try requireClose([1 + 5 * ulp] as [Float], definition: [1], inDouble: [1]) }
  }

  @Test func theMessageNamesTheElement() throws {
    do {
      try requireEqual([1, 2, 4] as [Int32], [1, 2, 3])
      Issue.record("4 is not 3")
    } catch {
      #expect(error.index == 2)
      #expect(error.description == "element 2 of 3: expected 3, received 4")
    }
  }
}
