internal import KeratinGraph

/// The bytes of a file, or of a part of one, every access checked against their end. Numbers are little-endian.
struct ByteReader: Sendable {
  private let storage: Storage
  /// The number of bytes.
  let count: Int
  /// How messages call the file.
  let source: String

  private enum Storage {
    case memory(ArraySlice<UInt8>)
    case file(OpenFile, start: Int)
  }

  init(_ bytes: ArraySlice<UInt8>, source: String) {
    (storage, count, self.source) = (.memory(bytes), bytes.count, source)
  }

  init(_ bytes: [UInt8], source: String) { self.init(bytes[...], source: source) }

  init(_ file: OpenFile, source: String) {
    (storage, count, self.source) = (.file(file, start: 0), file.count, source)
  }

  private init(_ storage: Storage, count: Int, source: String) {
    (self.storage, self.count, self.source) = (storage, count, source)
  }

  /// The error for a file that is not what it should be.
  func failure(_ expected: String, _ received: String, suggestion: String? = nil) -> KeratinError {
    KeratinError(.file, expected: "\(expected) in \(source)", received: received, suggestion: suggestion)
  }

  /// The bytes from `offset` on. Throws where the file ends before them; `part` says what they are.
  func bytes(at offset: Int, count: Int, _ part: String) throws -> ArraySlice<UInt8> {
    guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset else {
      throw failure("\(count) bytes of \(part) at byte \(offset)", "\(self.count) bytes in all")
    }
    switch storage {
    case .memory(let bytes):
      let start = bytes.startIndex + offset
      return bytes[start..<start + count]
    case .file(let file, let start):
      return try file.bytes(start + offset..<start + offset + count)
    }
  }

  /// All bytes.
  func bytes() throws -> ArraySlice<UInt8> { try bytes(at: 0, count: count, "the file") }

  /// The same bytes, to be read from their own beginning and, where `source` is given, called by that name.
  func part(at offset: Int, count: Int, _ part: String, source: String? = nil) throws -> ByteReader {
    let source = source ?? self.source
    switch storage {
    case .memory: return ByteReader(try bytes(at: offset, count: count, part), source: source)
    case .file(let file, let start):
      guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset else {
        throw failure("\(count) bytes of \(part) at byte \(offset)", "\(self.count) bytes in all")
      }
      return ByteReader(.file(file, start: start + offset), count: count, source: source)
    }
  }

  /// Puts all bytes at `address`, which has room for them.
  func copy(to address: UnsafeMutableRawPointer) throws {
    switch storage {
    case .memory(let bytes):
      bytes.withUnsafeBytes { bytes in
        if let first = bytes.baseAddress { address.copyMemory(from: first, byteCount: bytes.count) }
      }
    case .file(let file, let start):
      try file.read(from: start, into: UnsafeMutableRawBufferPointer(start: address, count: count))
    }
  }

  /// The CRC-32 of all bytes.
  func crc32() throws -> UInt32 {
    switch storage {
    case .memory(let bytes): return Checksums.crc32(bytes)
    case .file(let file, let start):
      // So much stays in a core's cache between reading and summing.
      var piece = [UInt8](repeating: 0, count: Swift.min(count, 1 << 18))
      var (sum, done) = (UInt32(0), 0)
      while done < count {
        let size = Swift.min(piece.count, count - done)
        try piece.withUnsafeMutableBytes {
          try file.read(from: start + done, into: UnsafeMutableRawBufferPointer(rebasing: $0[..<size]))
        }
        sum = Checksums.crc32(piece[..<size], after: sum)
        done += size
      }
      return sum
    }
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
    (try? bytes(at: offset, count: pattern.count, "a pattern"))?.elementsEqual(pattern) ?? false
  }

  /// The bytes from `offset` to the next zero, at most `limit`, as text.
  func text(at offset: Int, limit: Int, _ part: String) throws -> String {
    guard offset >= 0, offset < count else {
      throw failure("\(part) at byte \(offset)", "\(count) bytes in all")
    }
    let rest = try bytes(at: offset, count: Swift.min(limit, count - offset), part)
    guard let end = rest.firstIndex(of: 0) else {
      throw failure("\(part) of fewer than \(limit) bytes", "text without an end at byte \(offset)")
    }
    guard let text = String(validating: rest[..<end], as: UTF8.self) else {
      throw failure("\(part) in UTF-8", "other bytes at byte \(offset)")
    }
    return text
  }
}
