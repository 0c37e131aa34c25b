/// The key of a stream of random numbers. Keys are derived, never drawn: folding a key with a number gives a key
/// as unlike it as any other.
public struct RandomKey: Sendable, Hashable {
  public let word0: UInt32
  public let word1: UInt32

  public init(_ word0: UInt32, _ word1: UInt32) {
    self.word0 = word0
    self.word1 = word1
  }

  /// The key of a seed.
  public init(seed: UInt64) { self.init(UInt32(truncatingIfNeeded: seed >> 32), UInt32(truncatingIfNeeded: seed)) }

  /// The key for purpose or step number `data`.
  public func folded(_ data: UInt64) -> RandomKey {
    let (x, y) = Threefry.block(
      key: self, UInt32(truncatingIfNeeded: data), UInt32(truncatingIfNeeded: data >> 32))
    return RandomKey(x, y)
  }

  /// The key for the purpose called `name`.
  public func folded(_ name: String) -> RandomKey {
    // FNV-1a: Swift's own hash differs from process to process.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return folded(hash)
  }
}
