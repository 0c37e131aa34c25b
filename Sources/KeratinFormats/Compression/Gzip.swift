internal import KeratinGraph

/// Files compressed by gzip.
///
/// Source: RFC 1952.
enum Gzip {
  /// What the file holds, compared with its checksum. Of several files in one only the first is read.
  static func content(_ bytes: [UInt8], source: String) throws -> [UInt8] {
    let reader = ByteReader(bytes, source: source)
    guard reader.holds([0x1F, 0x8B, 8], at: 0), bytes.count >= 18 else {
      throw reader.failure("gzip's header", "\(bytes.count) bytes that do not begin with it")
    }
    let flags = bytes[3]
    var place = 10
    if flags & 4 != 0 { place += 2 + (try reader.integer(at: place, width: 2, "gzip's header")) }
    // A name and a comment, each ended by a zero.
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      guard place < bytes.count, let end = bytes[place...].firstIndex(of: 0) else {
        throw reader.failure("gzip's header", "one without an end")
      }
      place = end + 1
    }
    if flags & 2 != 0 { place += 2 }
    guard place <= bytes.count - 8 else { throw reader.failure("compressed data", "the end of the file") }
    let size = try reader.integer(at: bytes.count - 4, width: 4, "the size")
    let checksum = try reader.integer(at: bytes.count - 8, width: 4, "the checksum")
    // DEFLATE makes at most 1032 bytes of one.
    guard size / 1032 <= bytes.count else {
      throw reader.failure("as many bytes as can be", "\(size) from \(bytes.count): the file is cut off")
    }
    let content = try Inflate.raw(bytes[place..<bytes.count - 8], limit: size, source: source)
    guard content.count == size, Int(Checksums.crc32(content)) == checksum else {
      throw reader.failure("bytes that agree with their checksum", "others: the file is damaged")
    }
    return content
  }
}
