import KeratinKernels
import Testing

@Suite struct RandomKeyTests {
  @Test func splitsTheSeedIntoWords() {
    #expect(RandomKey(seed: 0x0123_4567_89AB_CDEF) == RandomKey(0x0123_4567, 0x89AB_CDEF))
  }

  @Test func foldsByABlockOfThreefry() {
    let key = RandomKey(1, 2)
    let words = Threefry.block(key: key, 0x89AB_CDEF, 0x0123_4567)
    #expect(key.folded(0x0123_4567_89AB_CDEF) == RandomKey(words.0, words.1))
  }

  /// FNV-1a of "a" is af63dc4c8601ec8c, of nothing its offset basis.
  @Test func foldsNamesByTheirHash() {
    let key = RandomKey(1, 2)
    #expect(key.folded("a") == key.folded(0xaf63_dc4c_8601_ec8c))
    #expect(key.folded("") == key.folded(0xcbf2_9ce4_8422_2325))
  }

  @Test func givesAnotherKeyForEachPurpose() {
    let key = RandomKey(seed: 1)
    let keys = Set(
      (0..<1000).map { key.folded(UInt64($0)) } + ["dropout", "shuffle", "weights"].map { key.folded($0) })
    #expect(keys.count == 1003)
    #expect(!keys.contains(key))
  }
}
