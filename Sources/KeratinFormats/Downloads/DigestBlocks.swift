/// Bytes that come in pieces, handed on in blocks of 64: what SHA-256 and MD5 have in common.
struct DigestBlocks {
  private var pending: [UInt8] = []
  private var count: UInt64 = 0

  /// Takes in more bytes; gives those that make whole blocks.
  mutating func add(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    count &+= UInt64(bytes.count)
    let all = pending + bytes
    let whole = all.count / 64 * 64
    pending = Array(all[whole...])
    return all[..<whole]
  }

  /// The last blocks: a one behind the last bit, zeros, and how many bits there were in 8 bytes.
  func last(isBigEndian: Bool) -> ArraySlice<UInt8> {
    let bits = count &* 8
    let size = (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * (isBigEndian ? 7 - $0 : $0))) }
    return (pending + [0x80] + [UInt8](repeating: 0, count: (119 - pending.count) % 64) + size)[...]
  }

  /// 32-bit words as hexadecimal digits.
  static func text(_ words: [UInt32], isBigEndian: Bool) -> String {
    let digits = Array("0123456789abcdef")
    return String(
      words.map { isBigEndian ? $0 : $0.byteSwapped }.flatMap { word in
        (0..<8).map { digits[Int(word >> (28 - 4 * $0) & 15)] }
      })
  }
}
