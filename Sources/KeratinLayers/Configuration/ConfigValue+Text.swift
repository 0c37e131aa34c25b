extension ConfigValue {
  /// The value as a message shows it: short, whatever it holds.
  package var brief: String { brief(depth: 2) }

  private func brief(depth: Int) -> String {
    switch self {
    case .null: return "null"
    case .bool(let value): return "\(value)"
    case .int(let value): return "\(value)"
    case .double(let value): return "\(value)"
    case .string(let value): return "\"\(value.brief)\""
    case .array(let values):
      guard depth > 0 else { return "a list" }
      return "[" + values.prefix(6).map { $0.brief(depth: depth - 1) }.joined(separator: ", ")
        + (values.count > 6 ? ", …]" : "]")
    case .object(let members):
      if case .string(let name)? = members["class_name"] { return "an object of class \"\(name.brief)\"" }
      guard depth > 0 else { return "an object" }
      return "{" + members.keys.sorted().prefix(4).map { "\"\($0.brief)\": …" }.joined(separator: ", ")
        + (members.count > 4 ? ", …}" : "}")
    }
  }
}

extension String {
  /// The text as a message shows it: its beginning, without line ends.
  package var brief: String {
    // By scalars: one character may have any number of accents.
    let beginning = unicodeScalars.prefix(80)
    let line = String(String.UnicodeScalarView(beginning.map { $0.properties.isWhitespace ? " " : $0 }))
    return beginning.endIndex == unicodeScalars.endIndex ? line : line + "…"
  }
}
