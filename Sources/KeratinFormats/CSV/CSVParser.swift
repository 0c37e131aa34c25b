internal import KeratinGraph

/// Cuts bytes into fields, row after row. Quoted fields are unescaped where they stand.
struct CSVParser {
  private(set) var bytes: [UInt8]
  /// Where each field's text stands in `bytes`, row-major.
  private(set) var fields: [Range<Int>] = []
  /// The line on which each row starts.
  private(set) var lines: [Int] = []
  /// The number of fields in a row.
  private(set) var width = 0

  private let separator: UInt8
  private let source: String
  private var position = 0
  private var line = 1

  init(bytes: [UInt8], separator: UInt8, source: String) {
    self.bytes = bytes
    self.separator = separator
    self.source = source
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  mutating func parse() throws {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    var end = bytes.count
    while end > position, isLineEnd(bytes[end - 1]) { end -= 1 }
    while position < end {
      lines.append(line)
      let count = fields.count
      while try parseField(before: end) {}
      if lines.count == 1 { width = fields.count }
      guard fields.count - count == width else { throw ragged(fields.count - count) }
    }
  }

  /// Reads one field and what ends it; false if that was the end of the row.
  private mutating func parseField(before end: Int) throws -> Bool {
    if position < end, bytes[position] == Self.quote {
      fields.append(try unquote(before: end))
    } else {
      let start = position
      position = bytes.withUnsafeBufferPointer { bytes in
        var position = start
        while position < end, bytes[position] != separator, !isLineEnd(bytes[position]) { position += 1 }
        return position
      }
      fields.append(start..<position)
    }
    guard position < end else { return false }
    if bytes[position] == separator {
      position += 1
      return true
    }
    passLineEnd()
    return false
  }

  /// The text between a quote at `position` and the one that closes it.
  private mutating func unquote(before end: Int) throws -> Range<Int> {
    let opening = line
    let start = position + 1
    var target = start
    position = start
    while position < end {
      let byte = bytes[position]
      if byte == Self.quote {
        position += 1
        guard position < end, bytes[position] == Self.quote else {
          if position < end, bytes[position] != separator, !isLineEnd(bytes[position]) {
            throw malformed(
              "a separator or the end of the line after a closing quote in line \(line) of \(source)",
              "more text", "doubling a quote that is part of the text")
          }
          return start..<target
        }
        bytes[target] = Self.quote
        target += 1
        position += 1
      } else if isLineEnd(byte) {
        let first = position
        passLineEnd()
        for index in first..<position {
          bytes[target] = bytes[index]
          target += 1
        }
      } else {
        bytes[target] = byte
        target += 1
        position += 1
      }
    }
    throw malformed("a closing quote for the one opened in line \(opening) of \(source)", "the end of the text")
  }

  /// Steps over LF, CR LF or CR.
  private mutating func passLineEnd() {
    let first = bytes[position]
    position += 1
    if first == Self.carriageReturn, position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
    line += 1
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == Self.lineFeed || byte == Self.carriageReturn }

  private func ragged(_ count: Int) -> KeratinError {
    let isEmpty = count == 1 && fields[fields.count - 1].isEmpty
    return malformed(
      "\(width) fields in line \(lines[lines.count - 1]) of \(source), as in line \(lines[0])",
      isEmpty ? "an empty line" : count == 1 ? "1 field" : "\(count) fields",
      width == 1 || count == 1 ? "the separator argument, if fields are not divided by it" : nil)
  }

  private func malformed(_ expected: String, _ received: String, _ suggestion: String? = nil) -> KeratinError {
    KeratinError(.data, expected: expected, received: received, operation: "CSV", suggestion: suggestion)
  }
}
