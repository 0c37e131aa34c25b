/// Damage to bytes: what a bad disk does, and what somebody does who means harm.
public enum ByteMutation {
  /// The bytes with one to six changes.
  public static func mutate(_ original: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
    var bytes = original
    for _ in 0...random.below(6) where !bytes.isEmpty { change(&bytes, &random) }
    return bytes
  }

  private static func change(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
    let place = random.below(bytes.count)
    switch random.below(12) {
    case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    case 1, 2: bytes[place] ^= 1 << UInt8(random.below(8))
    case 3...5: put(extremes[random.below(extremes.count)], width: 1 << random.below(4), at: place, in: &bytes)
    case 6:
      // A number that is there, made a little larger or smaller.
      let width = 1 << random.below(4)
      var number: UInt64 = 0
      for index in (0..<width).reversed() where place + index < bytes.count {
        number = number << 8 | UInt64(bytes[place + index])
      }
      put(number &+ UInt64(random.below(17)) &- 8, width: width, at: place, in: &bytes)
    case 7:
      // A number that could be the file's size, or a place in it.
      put(UInt64(random.below(2 * bytes.count)), width: 1 << random.below(4), at: place, in: &bytes)
    case 8:
      let source = random.below(bytes.count)
      let length = min(1 + random.below(64), bytes.count - max(place, source))
      bytes.replaceSubrange(place..<place + length, with: Array(bytes[source..<source + length]))
    case 9:
      let source = random.below(bytes.count)
      bytes.insert(contentsOf: Array(bytes[source..<min(source + 1 + random.below(32), bytes.count)]), at: place)
    case 10: bytes.removeSubrange(place..<min(place + 1 + random.below(32), bytes.count))
    default: if random.below(4) == 0 { bytes.removeSubrange(place...) }
    }
  }

  private static func put(_ value: UInt64, width: Int, at place: Int, in bytes: inout [UInt8]) {
    for index in 0..<width where place + index < bytes.count {
      bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
    }
  }

  private static let extremes: [UInt64] = [
    0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000,
    0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFF8,
  ]
}
