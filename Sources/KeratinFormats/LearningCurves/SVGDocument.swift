/// An SVG picture, written element by element.
struct SVGDocument {
  private var elements: [String]

  /// A white ground of that size. `title` is what a screen reader says.
  init(width: Double, height: Double, title: String) {
    let (w, h) = (Self.number(width), Self.number(height))
    elements = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(w)\" height=\"\(h)\" viewBox=\"0 0 \(w) \(h)\" "
        + "role=\"img\" font-family=\"system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif\">",
      "<title>\(Self.escaped(title))</title>",
      "<rect width=\"\(w)\" height=\"\(h)\" fill=\"#ffffff\"/>",
    ]
  }

  /// The whole document.
  var text: String { elements.joined(separator: "\n") + "\n</svg>\n" }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String, width: Double, dashes: String? = nil
  ) {
    let dash = dashes.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    elements.append(
      "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" "
        + "y2=\"\(Self.number(y2))\" stroke=\"\(color)\" stroke-width=\"\(Self.number(width))\"\(dash)/>")
  }

  /// A text whose base line begins (or, by `anchor`, has its middle or end) at (x, y).
  mutating func text(
    _ text: String, x: Double, y: Double, size: Double, color: String, anchor: String = "start",
    weight: String = "normal"
  ) {
    elements.append(
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\" fill=\"\(color)\" "
        + "text-anchor=\"\(anchor)\" font-weight=\"\(weight)\">\(Self.escaped(text))</text>")
  }

  /// A line through `points`, broken where one is missing; with `dots`, or where a point stands alone, the points are drawn too.
  mutating func curve(_ points: [(x: Double, y: Double)?], color: String, dots: Bool) {
    for run in points.split(whereSeparator: { $0 == nil }).map({ $0.compactMap { $0 } }) {
      if run.count > 1 {
        let path = run.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
        elements.append(
          "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\" "
            + "stroke-linejoin=\"round\" stroke-linecap=\"round\"/>")
      }
      for point in run where dots || run.count == 1 {
        elements.append(
          "<circle cx=\"\(Self.number(point.x))\" cy=\"\(Self.number(point.y))\" r=\"2.8\" fill=\"\(color)\"/>")
      }
    }
  }

  /// A circle with a white inside.
  mutating func ring(_ x: Double, _ y: Double, color: String) {
    elements.append(
      "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"3.6\" fill=\"#ffffff\" stroke=\"\(color)\" "
        + "stroke-width=\"2\"/>")
  }

  /// A coordinate with two decimals at most.
  private static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
