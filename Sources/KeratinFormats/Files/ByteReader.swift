internal import KeratinGraph

/// The bytes of a file, or of a part of one, every access checked against their end. Numbers are little-endian.
struct ByteReader: Sendable {
  private let bytes: ArraySlice<UInt8>
  /// How messages call the file.
  let source: String

  init(_ bytes: ArraySlice<UInt8>, source: String) { (self.bytes, self.source) = (bytes, source) }

  init(_ bytes: [UInt8], source: String) { self.init(bytes[...], source: source) }

  var count: Int { bytes.count }

  /// The error for a file that is not what it should be.
  func failure(_ expected: String, _ received: String, suggestion: String? = nil) -> KeratinError {
    KeratinError(.file, expected: "\(expected) in \(source)", received: received, suggestion: suggestion)
  }

  /// The bytes from `offset` on. Throws where the file ends before them; `part` says what they are.
  func bytes(at offset: Int, count: Int, _ part: String) throws -> ArraySlice<UInt8> {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
      throw failure("\(count) bytes of \(part) at byte \(offset)", "\(bytes.count) bytes in all")
    }
    let start = bytes.startIndex + offset
    return bytes[start..<start + count]
  }

  /// The same bytes, to be read from their own beginning.
  func part(at offset: Int, count: Int, _ part: String) throws -> ByteReader {
    ByteReader(try bytes(at: offset, count: count, part), source: source)
  }

  /// The number of 1 to 8 bytes at `offset`. Throws where it is larger than an `Int`.
  func integer(at offset: Int, width: Int, _ part: String) throws -> Int {
    var value: UInt64 = 0
    for byte in try bytes(at: offset, count: width, part).reversed() { value = value << 8 | UInt64(byte) }
    guard let number = Int(exactly: value) else {
      throw failure("\(part) that could be, at byte \(offset),", "\(value)")
    }
    return number
  }

  /// Whether `pattern` stands at `offset`.
  func holds(_ pattern: some Collection<UInt8>, at offset: Int) -> Bool {
    guard offset >= 0, offset <= bytes.count, pattern.count <= bytes.count - offset else { return false }
    return bytes[(bytes.startIndex + offset)...].starts(with: pattern)
  }

  /// The bytes from `offset` to the next zero, at most `limit`, as text.
  func text(at offset: Int, limit: Int, _ part: String) throws -> String {
    guard offset >= 0, offset < bytes.count else {
      throw failure("\(part) at byte \(offset)", "\(bytes.count) bytes in all")
    }
    let rest = bytes[(bytes.startIndex + offset)...].prefix(limit)
    guard let end = rest.firstIndex(of: 0) else {
      throw failure("\(part) of fewer than \(limit) bytes", "text without an end at byte \(offset)")
    }
    guard let text = String(validating: rest[..<end], as: UTF8.self) else {
      throw failure("\(part) in UTF-8", "other bytes at byte \(offset)")
    }
    return text
  }
}
