import Foundation

/// Keras's public names, each with ours or the reason why there is none yet.
///
/// The rows are Tests/Fixtures/names/keratin.txt, a name a line: `★ layers.Dense = Dense` or `· layers.CutMix - why not`. The names
/// themselves are those of keras.txt beside it, which Tests/Fixtures/generate.py writes.
struct NameTable: Equatable {
  struct Row: Equatable {
    /// ★ for what every user needs, ☆ for what many do, · for the rest.
    var mark: String
    var keras: String
    var swift: String?
    var reason: String?

    var line: String { "\(mark) \(keras) " + (swift.map { "= \($0)" } ?? "- \(reason ?? "")") }
    var section: String { keras.split(separator: ".").dropLast().joined(separator: ".") }
  }

  var rows: [Row]

  init(_ text: String) {
    rows = text.split(separator: "\n").map { line in
      let words = line.split(separator: " ", maxSplits: 3).map(String.init)
      func word(_ index: Int) -> String { index < words.count ? words[index] : "" }
      return Row(
        mark: word(0), keras: word(1), swift: word(2) == "=" ? word(3) : nil, reason: word(2) == "-" ? word(3) : nil)
    }
  }

  var text: String { rows.map { $0.line + "\n" }.joined() }

  /// The same rows with the names that the registry proves, in the order of `names`.
  func updated(_ names: [String], _ registry: NameRegistry) -> NameTable {
    let known = Dictionary(rows.map { ($0.keras, $0) }) { first, _ in first }
    var table = self
    table.rows = names.map { name in
      var row = known[name] ?? Row(mark: "·", keras: name)
      row.swift = registry.swiftNames[name]
      row.reason = row.swift == nil ? row.reason ?? "not yet" : nil
      return row
    }
    return table
  }

  /// The page for the documentation.
  var page: String {
    func count(_ mark: String) -> String {
      let marked = rows.filter { $0.mark == mark }
      return "\(marked.count { $0.swift != nil }) of \(marked.count)"
    }
    var page = """
      # Keras's names and ours

      For each public name of Keras 3.15.1 the name here, or why there is none yet. ★ is what every user needs (\(count("★")) are here),
      ☆ what many do (\(count("☆"))), · the rest (\(count("·"))). A test proves each name by code that uses it, and writes this page.

      Functions of one tensor are Swift functions (`exp(x)`), what arranges or reduces a tensor is a method (`x.sum(axis: 0)`); arguments have
      Keras's names in camel case. Losses, metrics, optimizers, initializers and the like have a short form too: `.adam()`,
      `.meanSquaredError`.

      """
    var section: String?
    for row in rows {
      if row.section != section {
        section = row.section
        page += "\n## keras\(row.section.isEmpty ? "" : "." + row.section)\n\n| | Keras | Keratin |\n|---|---|---|\n"
      }
      let name = row.keras.split(separator: ".").last.map(String.init) ?? row.keras
      page += "| \(row.mark) | `\(name)` | \(row.swift.map { "`\($0)`" } ?? row.reason ?? "") |\n"
    }
    return page
  }
}
