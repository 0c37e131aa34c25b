internal import KeratinGraph

/// Reads JSON text from its beginning to its end, at most so deep.
///
/// Source: RFC 8259, with Python's three words for numbers that it does not know.
struct JSONReader {
  private let text: [UInt8]
  private let source: String
  private var place = 0

  private static let depthLimit = 512

  init(_ text: [UInt8], source: String) { (self.text, self.source) = (text, source) }

  /// The only value of the text.
  mutating func document() throws -> ConfigValue {
    let value = try value(depth: 0)
    skipSpace()
    guard place == text.count else { throw failure("the end of the text", at: place) }
    return value
  }

  private mutating func value(depth: Int) throws -> ConfigValue {
    skipSpace()
    guard place < text.count else { throw failure("a value", at: place) }
    switch text[place] {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try takes("-Infinity") ? .double(-.infinity) : number()
    default: break
    }
    for (word, value) in JSONReader.words where takes(word) { return value }
    throw failure("a value", at: place)
  }

  private static let words: [(StaticString, ConfigValue)] = [
    ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("NaN", .double(.nan)),
    ("Infinity", .double(.infinity)),
  ]

  private mutating func object(depth: Int) throws -> ConfigValue {
    try requireDepth(depth)
    place += 1
    var members: [String: ConfigValue] = [:]
    if takesSign("}") { return .object(members) }
    repeat {
      skipSpace()
      let start = place
      guard place < text.count, text[place] == UInt8(ascii: "\"") else { throw failure("a key in quotes", at: place) }
      let key = try string()
      guard takesSign(":") else { throw failure("':' after the key '\(key.prefix(80))'", at: place) }
      guard members.updateValue(try value(depth: depth), forKey: key) == nil else {
        throw failure("each key of an object once", at: start, received: "'\(key.prefix(80))' twice")
      }
    } while takesSign(",")
    guard takesSign("}") else { throw failure("',' or '}'", at: place) }
    return .object(members)
  }

  private mutating func array(depth: Int) throws -> ConfigValue {
    try requireDepth(depth)
    place += 1
    var elements: [ConfigValue] = []
    if takesSign("]") { return .array(elements) }
    repeat { elements.append(try value(depth: depth)) } while takesSign(",")
    guard takesSign("]") else { throw failure("',' or ']'", at: place) }
    return .array(elements)
  }

  private func requireDepth(_ depth: Int) throws {
    guard depth <= JSONReader.depthLimit else {
      throw failure("arrays and objects at most \(JSONReader.depthLimit) deep", at: place, received: "deeper ones")
    }
  }

  // MARK: - Numbers

  private mutating func number() throws -> ConfigValue {
    let start = place
    if text[place] == UInt8(ascii: "-") { place += 1 }
    let integerStart = place
    guard skipDigits() else { throw failure("a digit", at: place) }
    guard place == integerStart + 1 || text[integerStart] != UInt8(ascii: "0") else {
      throw failure("a number without a zero before it", at: start)
    }
    var isInteger = true
    if place < text.count, text[place] == UInt8(ascii: ".") {
      isInteger = false
      place += 1
      guard skipDigits() else { throw failure("a digit after the point", at: place) }
    }
    if place < text.count, text[place] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      place += 1
      if place < text.count, text[place] == UInt8(ascii: "+") || text[place] == UInt8(ascii: "-") { place += 1 }
      guard skipDigits() else { throw failure("a digit of the exponent", at: place) }
    }
    // More digits than this change nothing: an integer of that size is no Int, and none of the numbers that Python writes is longer.
    guard place - start <= 4096 else { throw failure("a number of at most 4096 characters", at: start) }
    let words = String(decoding: text[start..<place], as: UTF8.self)
    if isInteger, let value = Int(words) { return .int(value) }
    guard let value = Double(words) else { throw failure("a number", at: start) }
    return .double(value)
  }

  /// Whether there was a digit.
  private mutating func skipDigits() -> Bool {
    let start = place
    while place < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[place]) { place += 1 }
    return place > start
  }

  // MARK: - Strings

  private mutating func string() throws -> String {
    let start = place
    place += 1
    var bytes: [UInt8] = []
    var plain = place
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "\""):
        bytes += text[plain..<place]
        place += 1
        guard let string = String(validating: bytes, as: UTF8.self) else {
          throw failure("text in UTF-8", at: start, received: "other bytes")
        }
        return string
      case UInt8(ascii: "\\"):
        bytes += text[plain..<place]
        bytes += try escaped()
        plain = place
      case 0..<0x20: throw failure("control characters as \\u…", at: place, received: "byte \(text[place])")
      default: place += 1
      }
    }
    throw failure("the end of a string", at: start, received: "the end of the text")
  }

  /// What the sequence after a backslash stands for.
  private mutating func escaped() throws -> [UInt8] {
    let start = place
    guard place + 1 < text.count else { throw failure("a character after the backslash", at: place) }
    place += 2
    switch text[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [text[start + 1]]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): break
    default: throw failure("a sequence that JSON knows", at: start)
    }
    var scalar = try codeUnit()
    if scalar & 0xFC00 == 0xD800, place + 1 < text.count, text[place] == UInt8(ascii: "\\"),
      text[place + 1] == UInt8(ascii: "u")
    {
      let second = place
      place += 2
      let low = try codeUnit()
      if low & 0xFC00 == 0xDC00 {
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
      } else {
        place = second
      }
    }
    // Half a pair alone is no character.
    return Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }

  /// The number of four hexadecimal digits.
  private mutating func codeUnit() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard place < text.count, let digit = Character(Unicode.Scalar(text[place])).hexDigitValue, text[place] < 0x80
      else { throw failure("four hexadecimal digits", at: place) }
      value = value << 4 | UInt32(digit)
      place += 1
    }
    return value
  }

  // MARK: - Signs

  private mutating func skipSpace() {
    while place < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[place]) { place += 1 }
  }

  private mutating func takesSign(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < text.count, text[place] == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func takes(_ word: StaticString) -> Bool {
    guard text.count - place >= word.utf8CodeUnitCount else { return false }
    guard word.withUTF8Buffer({ text[place...].starts(with: $0) }) else { return false }
    place += word.utf8CodeUnitCount
    return true
  }

  private func failure(_ expected: String, at place: Int, received: String? = nil) -> KeratinError {
    let found =
      place < text.count
      ? "'\(String(decoding: text[place...].prefix(24), as: UTF8.self))'" : "the end of the text"
    return KeratinError(
      .file, expected: "\(expected) at byte \(place) of \(source)", received: received ?? found)
  }
}
