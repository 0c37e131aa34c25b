internal import KeratinGraph

/// A table of comma-separated values, whose columns become tensors.
///
///     let table = try CSV(contentsOf: "iris.csv")
///     let x = try table.tensor(columns: ["sepal_length", "petal_length"])     // float32 [150, 2]
///     let (y, species) = try table.classes(column: "species")                 // int32 [150], ["setosa", …]
///
/// Fields may stand in double quotes, within which separators and line ends are text and `""` is one quote (RFC 4180).
/// Lines end in LF, CR LF or CR; empty lines at the end are passed over, as is a UTF-8 byte order mark at the start.
public struct CSV: Sendable {
  /// The names of the columns: the header's fields, or "0", "1", … where there is no header.
  public let columns: [String]
  /// The number of rows, the header not counted.
  public let rowCount: Int

  let bytes: [UInt8]
  let fields: [Range<Int>]
  /// The line on which each row starts, counted from 1.
  let lines: [Int]
  /// What errors call this table: its path, or "the text".
  let source: String

  /// Reads the file at `path`.
  ///
  /// - Parameters:
  ///   - header: whether the first line names the columns.
  ///   - separator: what stands between fields, one ASCII character such as `;` or a tab.
  /// - Throws: ``KeratinError`` if the file cannot be read, a row has more or fewer fields than the first, or a quote is not
  ///   closed; the error names the line.
  public init(contentsOf path: String, header: Bool = true, separator: Character = ",") throws {
    try self.init(bytes: FileBytes.read(path), source: path, header: header, separator: separator)
  }

  /// Reads `text`, as ``init(contentsOf:header:separator:)`` reads a file.
  public init(parsing text: String, header: Bool = true, separator: Character = ",") throws {
    try self.init(bytes: Array(text.utf8), source: "the text", header: header, separator: separator)
  }

  init(bytes: [UInt8], source: String, header: Bool, separator: Character) throws {
    guard let byte = separator.asciiValue, !separator.isNewline, byte != UInt8(ascii: "\"") else {
      throw KeratinError(
        .argument, expected: "one ASCII character other than a quote or a line end as separator",
        received: "\(separator.debugDescription)", operation: "CSV")
    }
    var parser = CSVParser(bytes: bytes, separator: byte, source: source)
    try parser.parse()
    self.bytes = parser.bytes
    self.source = source
    let width = parser.width
    if header {
      guard !parser.lines.isEmpty else {
        throw KeratinError(
          .data, expected: "a line with the names of the columns in \(source)", received: "no line", operation: "CSV",
          suggestion: "header: false, if a table without rows is meant")
      }
      columns = parser.fields[..<width].map { String(decoding: parser.bytes[$0], as: UTF8.self) }
      fields = Array(parser.fields[width...])
      lines = Array(parser.lines[1...])
    } else {
      columns = (0..<width).map { "\($0)" }
      fields = parser.fields
      lines = parser.lines
    }
    rowCount = lines.count
  }

  /// The texts of a column.
  public func strings(column name: String) throws -> [String] {
    let column = try index(of: name)
    return (0..<rowCount).map { String(decoding: bytes[field($0, column)], as: UTF8.self) }
  }

  /// Where the column called `name` stands.
  func index(of name: String) throws -> Int {
    let found = columns.indices.filter { columns[$0] == name }
    guard found.count == 1 else {
      throw KeratinError(
        .data, expected: "one column called \(name.debugDescription) in \(source)",
        received: found.isEmpty ? "columns \(columns)" : "\(found.count) columns of that name", operation: "CSV")
    }
    return found[0]
  }

  func field(_ row: Int, _ column: Int) -> Range<Int> { fields[row * columns.count + column] }

  /// The error of a field that is not what it should be.
  func mistake(_ expected: String, row: Int, column: Int, suggestion: String? = nil) -> KeratinError {
    let text = String(decoding: bytes[field(row, column)], as: UTF8.self)
    return KeratinError(
      .data, expected: "\(expected) in column \(columns[column].debugDescription), line \(lines[row]) of \(source)",
      received: text.allSatisfy(\.isWhitespace) ? "a missing value" : text.debugDescription, operation: "CSV",
      suggestion: suggestion)
  }
}
