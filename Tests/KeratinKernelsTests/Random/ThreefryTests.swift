import KeratinKernels
import Testing

@Suite struct ThreefryTests {
  /// The known answers that come with Random123 (threefry2x32, 20 rounds).
  @Test(
    arguments: [
      (RandomKey(0, 0), [0, 0], [0x6b20_0159, 0x99ba_4efe]),
      (RandomKey(.max, .max), [.max, .max], [0x1cb9_96fc, 0xbb00_2be7]),
      (RandomKey(0x1319_8a2e, 0x0370_7344), [0x243f_6a88, 0x85a3_08d3], [0xc492_3a9c, 0x483d_f7a0]),
    ] as [(RandomKey, [UInt32], [UInt32])])
  func hasTheKnownAnswers(_ key: RandomKey, _ counter: [UInt32], _ answer: [UInt32]) {
    let words = Threefry.block(key: key, counter[0], counter[1])
    #expect([words.0, words.1] == answer)
  }

  @Test func givesNeighbouringElementsToNeighbouringBlocks() {
    let key = RandomKey(7, 9)
    for index in 0..<200 {
      let block = UInt32(index / 32 * 16 + index % 16)
      let words = Threefry.block(key: key, block, 0)
      #expect(Threefry.bits(key: key, index: index) == (index / 16 % 2 == 0 ? words.0 : words.1))
    }
  }
}
