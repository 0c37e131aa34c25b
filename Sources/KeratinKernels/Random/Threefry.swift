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
    let keys = (key.word0, key.word1, 0x1BD1_1BDA ^ key.word0 ^ key.word1)
    var x = x &+ keys.0
    var y = y &+ keys.1
    func round(_ r: UInt32) {
      x = x &+ y
      y = (y << r | y >> (32 - r)) ^ x
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
    even()
    x = x &+ keys.1
    y = y &+ keys.2 &+ 1
    odd()
    x = x &+ keys.2
    y = y &+ keys.0 &+ 2
    even()
    x = x &+ keys.0
    y = y &+ keys.1 &+ 3
    odd()
    x = x &+ keys.1
    y = y &+ keys.2 &+ 4
    even()
    x = x &+ keys.2
    y = y &+ keys.0 &+ 5
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
