/// Zip archives of stored members, taken apart and put together again with the right sizes and checksums, so that damage within a member
/// is not found by the archive's reader alone.
public struct PlainZip: Sendable {
  public var members: [(name: String, content: [UInt8])]

  public init(_ members: [(name: String, content: [UInt8])]) { self.members = members }

  /// The members of an archive as Keras writes it; `nil` for one that is compressed.
  public init?(_ bytes: [UInt8]) {
    func number(_ place: Int, _ width: Int) -> Int {
      (0..<width).reversed().reduce(0) { $0 << 8 | (place + $1 < bytes.count ? Int(bytes[place + $1]) : 0) }
    }
    members = []
    var place = 0
    while bytes.dropFirst(place).starts(with: [0x50, 0x4B, 3, 4]) {
      let (size, nameLength) = (number(place + 18, 4), number(place + 26, 2))
      let start = place + 30 + nameLength + number(place + 28, 2)
      guard number(place + 8, 2) == 0, number(place + 6, 2) & 8 == 0, start + size <= bytes.count else { return nil }
      members.append(
        (
          name: String(decoding: bytes[place + 30..<place + 30 + nameLength], as: UTF8.self),
          content: Array(bytes[start..<start + size])
        ))
      place = start + size
    }
    guard !members.isEmpty else { return nil }
  }

  /// The archive.
  public var bytes: [UInt8] {
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, content) in members {
      var common: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]
      for value in [Int(PlainZip.crc32(content)), content.count, content.count] { common += PlainZip.number(value, 4) }
      common += PlainZip.number(name.utf8.count, 2) + [0, 0]
      directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
      directory += PlainZip.number(bytes.count, 4) + Array(name.utf8)
      bytes += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + content
    }
    let end =
      [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + PlainZip.number(members.count, 2) + PlainZip.number(members.count, 2)
      + PlainZip.number(directory.count, 4) + PlainZip.number(bytes.count, 4) + [0, 0]
    return bytes + directory + end
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes { crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
    return ~crc
  }

  private static let table: [UInt32] = (0..<256).map { (index: UInt32) -> UInt32 in
    var crc = index
    for _ in 0..<8 {
      let isOdd = crc & 1 == 1
      crc >>= 1
      if isOdd { crc ^= 0xEDB8_8320 }
    }
    return crc
  }
}
