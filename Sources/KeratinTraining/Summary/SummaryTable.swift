/// A table in Keras's frame: columns of given widths, cells broken at spaces, words that are too long cut with an ellipsis.
struct SummaryTable {
  enum Alignment { case left, right, center }

  struct Column {
    let title: String
    let alignment: Alignment
    /// Where the column ends, as a share of the line.
    let end: Double
  }

  private let columns: [Column]
  private let widths: [Int]
  private var rows: [[String]] = []

  /// A table `lineLength` characters wide.
  init(_ columns: [Column], lineLength: Int) {
    self.columns = columns
    var wanted: [Int] = []
    var start = 0
    for column in columns {
      let end = Int(column.end * Double(lineLength))
      wanted.append(max(end - start, 4) + 2)
      start = end
    }
    // Frames and padding do not fit beside the wanted widths: every column gives up its share, halves rounding to even.
    var excess = wanted.reduce(0, +) + columns.count + 1 - lineLength
    for index in wanted.indices {
      let share = (Double(excess) / Double(wanted.count - index)).rounded(.toNearestOrEven)
      wanted[index] = max(wanted[index] - Int(share), 3)
      excess -= Int(share)
    }
    widths = wanted
  }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines of the table.
  var lines: [String] {
    var lines =
      [rule("┏", "━", "┳", "┓")] + render(columns.map(\.title), "┃", atBottom: true) + [rule("┡", "━", "╇", "┩")]
    for (index, row) in rows.enumerated() {
      if index > 0 { lines.append(rule("├", "─", "┼", "┤")) }
      lines += render(row, "│")
    }
    return lines + [rule("└", "─", "┴", "┘")]
  }

  private func rule(_ left: String, _ line: String, _ cross: String, _ right: String) -> String {
    left + widths.map { String(repeating: line, count: $0) }.joined(separator: cross) + right
  }

  private func render(_ cells: [String], _ frame: String, atBottom: Bool = false) -> [String] {
    let wrapped = zip(cells, widths).map { wrap($0, to: $1 - 2) }
    let height = wrapped.map(\.count).max() ?? 1
    return (0..<height).map { line in
      let parts = zip(zip(wrapped, widths), columns).map { cell, column in
        let place = atBottom ? line - height + cell.0.count : line
        return " " + pad(cell.0.indices.contains(place) ? cell.0[place] : "", to: cell.1 - 2, column.alignment) + " "
      }
      return frame + parts.joined(separator: frame) + frame
    }
  }

  private func wrap(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    let indent = String(text.prefix { $0 == " " })
    for word in text.split(separator: " ").enumerated().map({ ($0 == 0 ? indent : "") + $1 }) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines.isEmpty ? [""] : lines.map { $0.count > width ? $0.prefix(width - 1) + "…" : $0 }
  }

  private func pad(_ text: String, to width: Int, _ alignment: Alignment) -> String {
    let room = max(width - text.count, 0)
    switch alignment {
    case .left: return text + String(repeating: " ", count: room)
    case .right: return String(repeating: " ", count: room) + text
    case .center:
      return String(repeating: " ", count: room / 2) + text + String(repeating: " ", count: room - room / 2)
    }
  }
}
