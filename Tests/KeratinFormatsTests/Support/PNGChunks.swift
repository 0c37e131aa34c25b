/// The chunks of a PNG, to be rearranged and put together again with checksums that are right.
struct PNGChunks {
  var chunks: [(name: String, content: [UInt8])] = []

  /// Takes apart a file that is whole.
  init(_ file: [UInt8]) {
    var place = 8
    while place + 12 <= file.count {
      let length = file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: file[place + 4..<place + 8], as: UTF8.self)
      chunks.append((name, Array(file[place + 8..<place + 8 + length])))
      place += 12 + length
    }
  }

  /// The file.
  var bytes: [UInt8] {
    chunks.reduce(into: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { file, chunk in
      let body = Array(chunk.name.utf8) + chunk.content
      file += Self.number(UInt32(chunk.content.count)) + body + Self.number(Self.checksum(body))
    }
  }

  /// Four bytes, the highest first.
  static func number(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// CRC-32.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
    }
  }
}
