import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// The examples with recurrent networks, as a user runs them: in full on the default backend, briefly on all.
@Suite(.serialized) struct SequenceExampleTests {
  private func run(_ name: String, _ arguments: [String]) throws -> (outcome: BuiltProgram.Outcome, last: Double) {
    let outcome = try BuiltProgram(name: name).run(arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let last = outcome.lines.last { !$0.isEmpty }?.split(separator: " ").last
    return (outcome, try #require(Double(last ?? ""), "\(outcome.output)\(outcome.errors)"))
  }

  @Test func aSimpleNetworkRemembersFiveSteps() throws {
    #expect(try run("echo", []).last >= 0.99)
  }

  @Test func aGatedNetworkAddsWhatIsMarked() throws {
    // Always saying 1 errs by about 1/6.
    #expect(try run("adding", []).last < 0.01)
  }

  @Test func additionIsLearntFromCharacters() throws {
    #expect(try run("addition", []).last >= 0.99)
  }

  /// The number in the last epoch's line after `name:`.
  private func value(_ name: String, _ outcome: BuiltProgram.Outcome) throws -> Double {
    let line = try #require(outcome.lines.last { $0.contains("\(name):") })
    let rest = try #require(line.components(separatedBy: "\(name): ").last)
    return try #require(Double(rest.prefix { !$0.isWhitespace }))
  }

  @Test(arguments: ["echo", "adding", "addition"], Backends.all.map(\.name))
  func backendsAgree(example: String, backend: String) throws {
    let brief = example == "addition" ? ["--epochs", "1", "--questions", "500"] : ["--epochs", "1"]
    let first = try run(example, brief + ["--backend", "simd"]).outcome
    let other = try run(example, brief + ["--backend", backend]).outcome
    for name in ["loss", "val_loss"] {
      let expected = try value(name, first)
      #expect(abs(try value(name, other) - expected) <= 2e-3 * expected, "\(name)")
    }
  }

  @Test(arguments: ["echo", "adding", "addition"]) func crossCheckIsClean(example: String) throws {
    let brief = example == "addition" ? ["--questions", "300"] : []
    let (outcome, _) = try run(example, ["--epochs", "1", "--crosscheck", "naive", "--batch-size", "512"] + brief)
    #expect(outcome.output.contains("kernels agree with naive"))
  }
}
