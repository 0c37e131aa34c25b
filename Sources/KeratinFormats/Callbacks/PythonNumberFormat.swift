internal import Foundation
internal import KeratinGraph

/// How Python writes a number.
struct PythonNumberFormat {
  private var fill: Character = " "
  private var align: Character?
  private var sign: Character = "-"
  private var width = 0
  private var precision: Int?
  private var type: Character?

  /// Reads a format specification, which may be empty.
  init(_ specification: String) throws {
    var rest = Array(specification)[...]
    func isAlignment(_ character: Character?) -> Bool { character.map { "<>^=".contains($0) } ?? false }
    if isAlignment(rest.dropFirst().first) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
    } else if isAlignment(rest.first) {
      align = rest.removeFirst()
    }
    if let first = rest.first, "+- ".contains(first) { sign = rest.removeFirst() }
    if rest.first == "0" {
      rest.removeFirst()
      if align == nil { (fill, align) = ("0", "=") }
    }
    func number() throws -> Int? {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard !digits.isEmpty else { return nil }
      guard let value = Int(String(digits)), value <= 200 else {
        throw PathTemplate.failure("a width and precision of at most 200", "'\(specification)'")
      }
      return value
    }
    width = try number() ?? 0
    if rest.first == "." {
      rest.removeFirst()
      precision = try number()
    }
    type = rest.popFirst()
    guard rest.isEmpty, type.map({ "deEfFgG%".contains($0) }) ?? true else {
      throw PathTemplate.failure("a format like 02d, .2f or .3e", "'\(specification)'")
    }
  }

  /// Throws where a number that is not whole is to be written as one.
  func text(_ number: PathTemplate.Number) throws -> String {
    switch (number, type) {
    case (.integer(let value), nil), (.integer(let value), "d"): return padded(String(value.magnitude), value < 0)
    case (.integer(let value), _): return real(Double(value))
    case (.real(let value), "d"): throw PathTemplate.failure("a whole number for format d", "\(value)")
    case (.real(let value), _): return real(value)
    }
  }

  private func real(_ value: Double) -> String {
    let isNegative = value.sign == .minus && !value.isNaN
    guard value.isFinite else { return padded(value.isNaN ? "nan" : "inf", isNegative) }
    let size = abs(value)
    let digits = Int32(precision ?? 6)
    let text: String
    switch type {
    case nil where precision == nil:
      // Swift and Python both write the shortest digits that read back, but turn to exponents at other places.
      let shortest = "\(size)"
      let isPlain = size == 0 || (size >= 1e-4 && size < 1e16)
      text = !isPlain ? pythonForm(size) : shortest.contains("e") ? String(format: "%.1f", size) : shortest
    case nil: text = shortForm(size, Swift.max(Int(digits), 1))
    case "%": text = String(format: "%.*f", digits, size * 100) + "%"
    case "e": text = String(format: "%.*e", digits, size)
    case "E": text = String(format: "%.*E", digits, size)
    case "g": text = String(format: "%.*g", Swift.max(digits, 1), size)
    case "G": text = String(format: "%.*G", Swift.max(digits, 1), size)
    default: text = String(format: "%.*f", digits, size)
    }
    return padded(text, isNegative)
  }

  /// The shortest digits with an exponent, which Python writes with two digits at least.
  private func pythonForm(_ size: Double) -> String {
    for precision in 0..<17 {
      let text = String(format: "%.*e", Int32(precision), size)
      if Double(text) == size { return text }
    }
    return String(format: "%.16e", size)
  }

  /// At most `digits` digits, as `g` gives them but that the point is always there, and that exponents begin one digit earlier.
  private func shortForm(_ size: Double, _ digits: Int) -> String {
    let scientific = String(format: "%.*e", Int32(digits - 1), size)
    if let place = scientific.firstIndex(of: "e"), Int(scientific[place...].dropFirst()) == digits - 1 {
      var mantissa = scientific[..<place]
      if mantissa.contains(".") {
        while mantissa.last == "0" { mantissa.removeLast() }
        if mantissa.last == "." { mantissa.removeLast() }
      }
      return String(mantissa + scientific[place...])
    }
    let text = String(format: "%.*g", Int32(digits), size)
    return text.contains { $0 == "." || $0 == "e" } ? text : text + ".0"
  }

  private func padded(_ digits: String, _ isNegative: Bool) -> String {
    let sign = isNegative ? "-" : sign == "-" ? "" : String(sign)
    let missing = Swift.max(0, width - digits.count - sign.count)
    let filling = { String(repeating: fill, count: $0) }
    switch align {
    case "<": return sign + digits + filling(missing)
    case "^": return filling(missing / 2) + sign + digits + filling(missing - missing / 2)
    case "=": return sign + filling(missing) + digits
    default: return filling(missing) + sign + digits
    }
  }
}
