import Foundation
import Testing

/// The table of names says what is so. After a change of the registry
/// `KERATIN_WRITE_NAMES=1 swift test -c release --filter KerasNamesTests` writes rows and page anew.
@Suite struct KerasNamesTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardizedFileURL
  private static let rows = root.appending(path: "Tests/Fixtures/names/keratin.txt")
  private static let page = root.appending(path: "Documentation/keras-names.md")

  private var names: [String] {
    get throws {
      let file = Self.root.appending(path: "Tests/Fixtures/names/keras.txt")
      return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }

  @Test func registryNamesWhatKerasHas() throws {
    let registry = NameRegistry.all
    #expect(registry.faults == [])
    #expect(Set(registry.swiftNames.keys).subtracting(try names) == [])
  }

  @Test func tableAndPageAreWhatTheCodeProves() throws {
    let old = NameTable(try String(contentsOf: Self.rows, encoding: .utf8))
    let table = old.updated(try names, .all)
    if ProcessInfo.processInfo.environment["KERATIN_WRITE_NAMES"] == "1" {
      try table.text.write(to: Self.rows, atomically: true, encoding: .utf8)
      try table.page.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    let written = NameTable(try String(contentsOf: Self.rows, encoding: .utf8))
    for (row, proved) in zip(written.rows, table.rows) { #expect(row == proved) }
    #expect(written.rows.count == table.rows.count)
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == table.page)
  }

  @Test func everyRowHasAMarkAndANameOrAReason() throws {
    for row in NameTable(try String(contentsOf: Self.rows, encoding: .utf8)).rows {
      #expect(["★", "☆", "·"].contains(row.mark), "\(row.line)")
      #expect((row.swift ?? row.reason ?? "").isEmpty == false, "\(row.line)")
    }
  }

  @Test func findsWhatIsWrong() {
    var names = NameRegistry()
    names.use("ops.b", "somethingElse(_:)") { 1 }
    names.type("layers.A") { KerasNamesTests.self }
    names.type("layers.A") { KerasNamesTests.self }
    #expect(names.faults.count == 2)
    let table = NameTable("★ layers.A - why\n· ops.b = b\n").updated(["layers.A", "ops.b", "ops.c"], names)
    #expect(table.rows.map(\.swift) == ["KerasNamesTests.Type", "somethingElse(_:)", nil])
    #expect(table.text.hasSuffix("· ops.c - not yet\n"))
    #expect(table.page.contains("(1 of 1 are here)"))
  }
}
