internal import KeratinGraph

/// A path with places for numbers, as Python's `str.format` fills them: `{epoch:02d}-{val_loss:.2f}.weights.h5`.
///
/// A place is `{NAME}` or `{NAME:FORMAT}`, with FORMAT `[[FILL]ALIGN][SIGN][0][WIDTH][.PRECISION][TYPE]`: ALIGN one of `<>^=`, SIGN one of
/// `+- `, TYPE one of `deEfFgG%`. `{{` and `}}` stand for braces.
package struct PathTemplate {
  let text: String
  private var parts: [Part] = []

  private enum Part {
    case text(String)
    case number(name: String, format: PythonNumberFormat)
  }

  /// A whole number or another one: Python prints them differently.
  package enum Number {
    case integer(Int)
    case real(Double)
  }

  /// Throws for braces without a partner, and formats that are none.
  package init(_ text: String) throws {
    self.text = text
    var rest = text[...]
    var plain = ""
    while let character = rest.popFirst() {
      guard character == "{" || character == "}" else {
        plain.append(character)
        continue
      }
      if rest.first == character {
        plain.append(rest.removeFirst())
        continue
      }
      guard character == "{", let end = rest.firstIndex(of: "}") else {
        throw PathTemplate.failure("braces in pairs", "'\(text)'")
      }
      let place = rest[..<end]
      rest = rest[end...].dropFirst()
      let colon = place.firstIndex(of: ":") ?? place.endIndex
      if !plain.isEmpty { parts.append(.text(plain)) }
      plain = ""
      parts.append(
        .number(name: String(place[..<colon]), format: try PythonNumberFormat(String(place[colon...].dropFirst()))))
    }
    if !plain.isEmpty { parts.append(.text(plain)) }
  }

  /// The names of all places.
  var names: [String] {
    parts.compactMap { part in
      if case .number(let name, _) = part { name } else { nil }
    }
  }

  /// The path with its places filled. Throws for a name that has no number.
  package func filled(_ number: (String) -> Number?) throws -> String {
    try parts.map { part -> String in
      switch part {
      case .text(let text): return text
      case .number(let name, let format):
        guard let value = number(name) else {
          throw PathTemplate.failure("values for all places of the path '\(text)'", "none for '\(name)'")
        }
        return try format.text(value)
      }
    }.joined()
  }

  static func failure(_ expected: String, _ received: String) -> KeratinError {
    KeratinError(.argument, expected: expected, received: received, operation: "ModelCheckpoint")
  }
}
