internal import KeratinGraph

/// Archives made by tar.
///
/// Source: POSIX.1-2001, ustar; names longer than 100 bytes are not looked for.
package enum Tar {
  /// The bytes of the members whose names end in `/` and one of `names`, by those.
  package static func members(
    _ names: [String], of archive: [UInt8], source: String
  ) throws -> [String: ArraySlice<UInt8>] {
    let reader = ByteReader(archive, source: source)
    var found: [String: ArraySlice<UInt8>] = [:]
    var place = 0
    while place + 512 <= archive.count, archive[place] != 0 {
      let header = archive[place..<place + 512]
      let name = String(decoding: header.prefix(100).prefix { $0 != 0 }, as: UTF8.self)
      let digits = header[place + 124..<place + 136].filter { $0 != 0 && $0 != UInt8(ascii: " ") }
      guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 8), size >= 0 else {
        throw reader.failure("the size of '\(name)'", "other bytes")
      }
      let content = try reader.bytes(at: place + 512, count: size, "'\(name)'")
      if let wanted = names.first(where: { name == $0 || name.hasSuffix("/" + $0) }) { found[wanted] = content }
      place += 512 + (size + 511) / 512 * 512
    }
    if let missing = names.first(where: { found[$0] == nil }) {
      throw reader.failure("a member '\(missing)'", "none: another archive, or a truncated one")
    }
    return found
  }
}
