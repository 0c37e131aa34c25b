/// Threefry-2x32 with 20 rounds, after the definition in Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy
/// as 1, 2, 3" (SC 2011): Skein's Threefish on two words of 32 bits, a subkey added before the first round and after
/// every fourth.
///
/// Written apart from the library's own, so that each checks the other.
struct ThreefryReference {
  private let schedule: [UInt32]
  private let rotations: [UInt32] = [13, 15, 26, 6, 17, 29, 16, 24]

  init(_ key0: UInt32, _ key1: UInt32) { schedule = [key0, key1, key0 ^ key1 ^ 0x1BD1_1BDA] }

  /// The two words of a counter.
  func block(_ counter0: UInt32, _ counter1: UInt32) -> (UInt32, UInt32) {
    var x0 = counter0 &+ schedule[0]
    var x1 = counter1 &+ schedule[1]
    for round in 0..<20 {
      let distance = rotations[round % 8]
      x0 = x0 &+ x1
      x1 = (x1 &<< distance) | (x1 &>> (32 - distance))
      x1 ^= x0
      if round % 4 == 3 {
        let subkey = round / 4 + 1
        x0 = x0 &+ schedule[subkey % 3]
        x1 = x1 &+ schedule[(subkey + 1) % 3] &+ UInt32(subkey)
      }
    }
    return (x0, x1)
  }
}
