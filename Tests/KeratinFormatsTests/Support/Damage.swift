/// Damage to bytes that follows from a seed: some are others, extreme, or what stands elsewhere; parts are doubled or missing.
struct Damage {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number below `count`, which must not be 0: SplitMix64.
  mutating func below(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ z >> 31) % UInt64(count))
  }

  /// The bytes with one to four changes.
  mutating func damaged(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0...below(4) where !bytes.isEmpty {
      let (place, source) = (below(bytes.count), below(bytes.count))
      let part = Array(bytes[source..<min(source + 1 + below(32), bytes.count)])
      switch below(7) {
      case 0: bytes[place] = UInt8(below(256))
      case 1: bytes[place] ^= 1 << UInt8(below(8))
      case 2:
        let extreme: UInt8 = [0, 127, 128, 255][below(4)]
        for index in place..<min(place + 1 << below(4), bytes.count) { bytes[index] = extreme }
      case 3: bytes.insert(contentsOf: part, at: place)
      case 4: bytes.replaceSubrange(place..<min(place + part.count, bytes.count), with: part)
      case 5: bytes.removeSubrange(place..<min(place + part.count, bytes.count))
      default: if below(4) == 0 { bytes.removeSubrange(place...) }
      }
    }
    return bytes
  }
}
