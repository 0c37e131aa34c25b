internal import KeratinGraph

/// A zip archive of stored members: no compression, no times, so that the same members give the same bytes.
struct ZipWriter {
  private var pieces: [[UInt8]] = []
  private var size = 0
  private var directory = ByteWriter()
  private var count = 0

  /// Adds a member. Throws where the archive would need more than 4 GiB.
  mutating func add(_ name: String, _ content: [UInt8]) throws { try add(name, pieces: [content]) }

  /// Adds a member whose content is the pieces, one after another.
  mutating func add(_ name: String, pieces: [[UInt8]]) throws {
    let name = Array(name.utf8)
    let length = pieces.reduce(0) { $0 + $1.count }
    let place = size
    guard length < 0xFFFF_FFFF - place - 1024, name.count < 0xFFFF, count < 0xFFFE else {
      throw KeratinError(
        .file, expected: "an archive of less than 4 GiB", received: "more", operation: "ZipWriter",
        suggestion: "a path ending in .weights.h5")
    }
    let checksum = pieces.reduce(UInt32(0)) { Checksums.crc32($1, after: $0) }
    // Version 2.0, names in UTF-8, stored, 1 January 1980.
    var common = ByteWriter()
    for value in [20, 0x800, 0, 0, 0x21] { common.append(value, width: 2) }
    for value in [Int(checksum), length, length] { common.append(value, width: 4) }
    for value in [name.count, 0] { common.append(value, width: 2) }
    let header = [0x50, 0x4B, 3, 4] + common.bytes + name
    self.pieces += [header] + pieces
    size += header.count + length
    directory.append([0x50, 0x4B, 1, 2, 20, 0])
    directory.append(common.bytes)
    for value in [0, 0, 0] { directory.append(value, width: 2) }
    directory.append(0, width: 4)
    directory.append(place, width: 4)
    directory.append(name)
    count += 1
  }

  /// The whole archive.
  func finished() -> [[UInt8]] {
    var end = ByteWriter()
    end.append([0x50, 0x4B, 5, 6])
    for value in [0, 0, count, count] { end.append(value, width: 2) }
    for value in [directory.count, size] { end.append(value, width: 4) }
    end.append(0, width: 2)
    return pieces + [directory.bytes, end.bytes]
  }
}
