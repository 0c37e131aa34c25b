internal import Foundation

/// The MD5 digest of bytes that come in pieces: against damage, not against harm.
///
/// Source: R. Rivest, "The MD5 Message-Digest Algorithm", RFC 1321, 1992.
package struct MD5 {
  private var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
  private var blocks = DigestBlocks()

  private static let shifts: [[UInt32]] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]
  /// Those of the definition: 2³² |sin i|.
  private static let constants = (1...64).map { UInt32(abs(sin(Double($0))) * 0x1p32) }

  package init() {}

  /// The digest of `bytes`, 32 hexadecimal digits.
  package static func digest(_ bytes: [UInt8]) -> String {
    var digest = MD5()
    digest.add(bytes[...])
    return digest.finish()
  }

  /// Takes in more bytes.
  package mutating func add(_ bytes: ArraySlice<UInt8>) { mix(blocks.add(bytes)) }

  /// The digest of all bytes taken in, 32 hexadecimal digits.
  package mutating func finish() -> String {
    mix(blocks.last(isBigEndian: false))
    return DigestBlocks.text(state, isBigEndian: false)
  }

  private mutating func mix(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { bytes in
      for start in stride(from: 0, to: bytes.count, by: 64) {
        mix(UnsafeBufferPointer(rebasing: bytes[start..<start + 64]))
      }
    }
  }

  private mutating func mix(_ block: UnsafeBufferPointer<UInt8>) {
    let words = (0..<16).map { word in
      (0..<4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(block[4 * word + $1]) }
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    for step in 0..<64 {
      let choice: UInt32
      let word: Int
      switch step / 16 {
      case 0: (choice, word) = (b & c | ~b & d, step)
      case 1: (choice, word) = (d & b | ~d & c, (5 * step + 1) % 16)
      case 2: (choice, word) = (b ^ c ^ d, (3 * step + 5) % 16)
      default: (choice, word) = (c ^ (b | ~d), 7 * step % 16)
      }
      let sum = a &+ choice &+ Self.constants[step] &+ words[word]
      let shift = Self.shifts[step / 16][step % 4]
      (a, d, c, b) = (d, c, b, b &+ (sum << shift | sum >> (32 - shift)))
    }
    for (index, word) in [a, b, c, d].enumerated() { state[index] &+= word }
  }
}
