/// Threefry-2x32 with 20 rounds: a function of a key and a counter whose results pass every known test of randomness.
///
/// Element i of a stream takes one 32-bit word of block `(i / 32)·16 + i % 16`, the first word for i % 32 < 16, else the
/// second: 16 neighbouring elements come from 16 neighbouring blocks, as vectors want it. A block's
/// number is the counter, low word first.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public enum Threefry {
  /// The two words of block (x, y).
  public static func block(key: RandomKey, _ x: UInt32, _ y: UInt32) -> (UInt32, UInt32) {
    rounds(x, y, (key.word0, key.word1, 0x1BD1_1BDA ^ key.word0 ^ key.word1))
  }

  /// The same for eight blocks at once, one in each lane.
  static func blocks(key: RandomKey, _ x: SIMD8<UInt32>, _ y: SIMD8<UInt32>) -> (SIMD8<UInt32>, SIMD8<UInt32>) {
    rounds(x, y, (key.word0, key.word1, 0x1BD1_1BDA ^ key.word0 ^ key.word1))
  }

  @inline(__always)
  private static func rounds<Word: ThreefryWord>(_ x: Word, _ y: Word, _ keys: (UInt32, UInt32, UInt32)) -> (Word, Word)
  {
    var x = x.adding(keys.0)
    var y = y.adding(keys.1)
    func round(_ distance: UInt32) {
      x = x.adding(y)
      y = y.rotatedLeft(distance) ^ x
    }
    func even() {
      round(13)
      round(15)
      round(26)
      round(6)
    }
    func odd() {
      round(17)
      round(29)
      round(16)
      round(24)
    }
    func inject(_ first: UInt32, _ second: UInt32) {
      x = x.adding(first)
      y = y.adding(second)
    }
    even()
    inject(keys.1, keys.2 &+ 1)
    odd()
    inject(keys.2, keys.0 &+ 2)
    even()
    inject(keys.0, keys.1 &+ 3)
    odd()
    inject(keys.1, keys.2 &+ 4)
    even()
    inject(keys.2, keys.0 &+ 5)
    return (x, y)
  }

  /// The 32 random bits of element `index`.
  public static func bits(key: RandomKey, index: Int) -> UInt32 {
    let block = index / 32 * 16 + index % 16
    let words = block64(key: key, block)
    return index % 32 < 16 ? words.0 : words.1
  }

  private static func block64(key: RandomKey, _ index: Int) -> (UInt32, UInt32) {
    block(key: key, UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32))
  }
}
