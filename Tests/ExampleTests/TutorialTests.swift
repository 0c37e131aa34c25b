import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// Tutorials: every code block of the text stands in the program, and what the text says is printed is printed, on every backend.
@Suite struct TutorialTests {
  static let tutorials = [("01-first-network", "first-network")]

  private func folder(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Tutorials").appendingPathComponent(name)
  }

  private func text(_ name: String) throws -> TutorialText {
    TutorialText(try String(contentsOf: folder(name).appendingPathComponent("README.md"), encoding: .utf8))
  }

  @Test(arguments: tutorials) func codeStandsInTheProgram(name: String, program: String) throws {
    let source = try String(contentsOf: folder(name).appendingPathComponent("main.swift"), encoding: .utf8)
    let text = try text(name)
    #expect(text.code.count > 5)
    for block in text.code { #expect(source.contains(block), "not in main.swift:\n\(block)") }
  }

  @Test(arguments: tutorials, Backends.all.map(\.name))
  func numbersComeOut(tutorial: (name: String, program: String), backend: String) throws {
    let outcome = try BuiltProgram(name: tutorial.program).run(["--backend", backend])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try text(tutorial.name)
    #expect(text.printed.count > 5)
    var rest = outcome.output[...]
    for block in text.printed {
      let place = rest.firstRange(of: block)
      #expect(place != nil, "not printed, or not in this order:\n\(block)\nbut:\n\(outcome.output)")
      if let place { rest = rest[place.upperBound...] }
    }
    for number in text.quotedNumbers { #expect(outcome.output.contains(number), "\(number) is not printed") }
  }

  @Test func theReaderFindsBlocksAndNumbers() {
    let text = TutorialText("Says `0.25` and `x`.\n```swift\nlet a = 1\n```\n```text\nloss 0.25\n```\n")
    #expect(text.code == ["let a = 1"])
    #expect(text.printed == ["loss 0.25"])
    #expect(text.quotedNumbers == ["0.25"])
  }
}
