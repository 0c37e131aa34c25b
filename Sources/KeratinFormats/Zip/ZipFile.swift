internal import KeratinGraph

/// The members of a zip archive, stored or deflated, read by its central directory.
///
/// Source: PKWARE, APPNOTE.TXT 6.3; zip64 included, encryption and archives in several files not.
struct ZipFile {
  /// The members in the directory's order.
  let members: [Member]
  private let reader: ByteReader

  struct Member {
    let name: String
    let size: Int
    fileprivate let method: Int
    /// Whether its bytes stand in the archive as they are.
    var isStored: Bool { method == 0 }
    fileprivate let storedSize: Int
    fileprivate let checksum: Int
    fileprivate let place: Int
  }

  init(_ reader: ByteReader) throws {
    self.reader = reader
    let end = try ZipFile.findEnd(reader)
    var count = try reader.integer(at: end + 10, width: 2, "the archive's end")
    var size = try reader.integer(at: end + 12, width: 4, "the archive's end")
    var place = try reader.integer(at: end + 16, width: 4, "the archive's end")
    if count == 0xFFFF || size == 0xFFFF_FFFF || place == 0xFFFF_FFFF, reader.holds([0x50, 0x4B, 6, 7], at: end - 20) {
      let wide = try reader.integer(at: end - 12, width: 8, "the archive's zip64 end")
      guard reader.holds([0x50, 0x4B, 6, 6], at: wide) else { throw reader.failure("a zip64 directory", "none") }
      count = try reader.integer(at: wide + 32, width: 8, "the archive's zip64 end")
      size = try reader.integer(at: wide + 40, width: 8, "the archive's zip64 end")
      place = try reader.integer(at: wide + 48, width: 8, "the archive's zip64 end")
    }
    let directory = try reader.part(at: place, count: size, "the archive's directory")
    guard count <= size / 46 else { throw reader.failure("\(count) members", "a directory of \(size) bytes") }
    var members: [Member] = []
    var next = 0
    for _ in 0..<count {
      let (member, length) = try ZipFile.member(directory, at: next)
      members.append(member)
      next += length
    }
    guard Set(members.map(\.name)).count == members.count else {
      throw reader.failure("members with names of their own", "two of one name")
    }
    self.members = members
    try requireOwnBytes()
  }

  /// Throws where members share bytes. Sizes are believed member by member: one packed stretch that many share would unpack to any size.
  private func requireOwnBytes() throws {
    var end = 0
    for range in try members.map(storedRange).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard range.lowerBound >= end else {
        throw reader.failure("members with bytes of their own", "two that share byte \(range.lowerBound)")
      }
      end = range.upperBound
    }
  }

  /// The place of the record at the archive's end, behind which a comment of up to 65535 bytes may stand.
  private static func findEnd(_ reader: ByteReader) throws -> Int {
    for place in stride(from: reader.count - 22, through: Swift.max(0, reader.count - 22 - 0xFFFF), by: -1)
    where reader.holds([0x50, 0x4B, 5, 6], at: place) { return place }
    throw reader.failure("a zip archive's directory", "none: no zip archive, or a truncated one")
  }

  private static func member(_ directory: ByteReader, at start: Int) throws -> (Member, length: Int) {
    func number(_ offset: Int, _ width: Int) throws -> Int {
      try directory.integer(at: start + offset, width: width, "the archive's directory")
    }
    guard directory.holds([0x50, 0x4B, 1, 2], at: start) else {
      throw directory.failure("a member at byte \(start) of the archive's directory", "none")
    }
    let (nameLength, extraLength) = (try number(28, 2), try number(30, 2))
    let raw = try directory.bytes(at: start + 46, count: nameLength, "a member's name")
    guard let name = String(validating: raw, as: UTF8.self) else {
      throw directory.failure("members' names in UTF-8", "other bytes")
    }
    guard try number(8, 2) & 1 == 0 else { throw directory.failure("members without a password", "'\(name)'") }
    var numbers = [try number(24, 4), try number(20, 4), try number(42, 4)]
    // What does not fit in 4 bytes stands in field 1 of the extras, in this order.
    let extra = try directory.part(at: start + 46 + nameLength, count: extraLength, "the extras of '\(name)'")
    var place = 0
    while place + 4 <= extra.count {
      let size = try extra.integer(at: place + 2, width: 2, "the extras of '\(name)'")
      if try extra.integer(at: place, width: 2, "the extras of '\(name)'") == 1 {
        let wide = try extra.part(at: place + 4, count: size, "the extras of '\(name)'")
        var offset = 0
        for index in numbers.indices where numbers[index] == 0xFFFF_FFFF {
          numbers[index] = try wide.integer(at: offset, width: 8, "the sizes of '\(name)'")
          offset += 8
        }
      }
      place += 4 + size
    }
    let member = Member(
      name: name, size: numbers[0], method: try number(10, 2), storedSize: numbers[1], checksum: try number(16, 4),
      place: numbers[2])
    return (member, 46 + nameLength + extraLength + (try number(32, 2)))
  }

  /// The bytes of a member, compared with their checksum.
  func content(of member: Member) throws -> ArraySlice<UInt8> { try contentReader(of: member).bytes() }

  /// A reader of a member, whose bytes were compared with their checksum.
  func contentReader(of member: Member) throws -> ByteReader {
    let stored = try storedReader(of: member)
    let content =
      member.method == 0
      ? stored
      : ByteReader(try Inflate.raw(stored.bytes(), limit: member.size, source: stored.source), source: stored.source)
    guard content.count == member.size else {
      throw reader.failure("\(member.size) bytes of '\(member.name)'", "\(content.count)")
    }
    guard Int(try content.crc32()) == member.checksum else {
      throw reader.failure("'\(member.name)' to agree with its checksum", "other bytes: the file is damaged")
    }
    return content
  }

  /// The first `count` bytes of a member, or all if there are fewer; they are not compared with anything.
  func beginning(of member: Member, count: Int) throws -> ArraySlice<UInt8> {
    let stored = try storedReader(of: member)
    guard member.method != 0 else {
      return try stored.bytes(at: 0, count: Swift.min(count, stored.count), "the beginning")
    }
    return try Inflate.beginning(of: stored.bytes(), count: count, source: stored.source)[...]
  }

  /// A member's bytes as they stand in the archive.
  private func storedReader(of member: Member) throws -> ByteReader {
    let name = "'\(member.name)'"
    guard member.method == 0 || member.method == 8 else {
      throw reader.failure("\(name) stored or deflated", "compression method \(member.method)")
    }
    // DEFLATE makes at most 1032 bytes of one.
    guard member.method == 0 ? member.size == member.storedSize : member.size / 1032 <= member.storedSize else {
      throw reader.failure("\(name) to be as large as can be", "\(member.size) bytes from \(member.storedSize)")
    }
    return try reader.part(
      at: try storedRange(of: member).upperBound - member.storedSize, count: member.storedSize, "the bytes of \(name)",
      source: "\(name) of \(reader.source)")
  }

  /// Where a member's header and bytes stand.
  private func storedRange(of member: Member) throws -> Range<Int> {
    let name = "'\(member.name)'"
    guard reader.holds([0x50, 0x4B, 3, 4], at: member.place) else {
      throw reader.failure("\(name) at byte \(member.place)", "no member")
    }
    let lengths = try [26, 28].map { try reader.integer(at: member.place + $0, width: 2, "the header of \(name)") }
    let start = member.place + 30 + lengths[0] + lengths[1]
    _ = try reader.part(at: start, count: member.storedSize, "the bytes of \(name)")
    return member.place..<start + member.storedSize
  }
}
