import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// The demo, as a user runs it.
@Suite struct DigitsTests {
  private let digits = BuiltProgram(name: "digits")

  private func result(_ outcome: BuiltProgram.Outcome) throws -> (loss: String, accuracy: Double) {
    let lines = outcome.lines.filter { !$0.isEmpty }
    let loss = try #require(lines.dropLast().last?.split(separator: " ").last, "\(outcome.output)\(outcome.errors)")
    let accuracy = try #require(Double(lines.last?.split(separator: " ").last ?? ""))
    #expect(lines.dropLast().last?.hasPrefix("test loss ") == true)
    #expect(lines.last?.hasPrefix("test accuracy ") == true)
    return (String(loss), accuracy)
  }

  @Test func readsAtLeast97OfAHundred() throws {
    let outcome = try digits.run([])
    #expect(outcome.status == 0)
    #expect(try result(outcome).accuracy >= 0.97)
  }

  @Test(arguments: Backends.all.map(\.name)) func backendsAgree(backend: String) throws {
    let first = try result(digits.run(["--backend", "simd", "--epochs", "2"]))
    let other = try result(digits.run(["--backend", backend, "--epochs", "2"]))
    #expect(abs(try #require(Double(first.loss)) - (try #require(Double(other.loss)))) < 5e-5)
  }

  @Test func twoProcessesGiveTheSameBits() throws {
    let outcomes = try ["1", "2"].map { try digits.run(["--epochs", "3", "--threads", $0, "--seed", "7"]) }
    #expect(try result(outcomes[0]) == result(outcomes[1]))
    func losses(_ outcome: BuiltProgram.Outcome) -> [Substring] {
      outcome.lines.compactMap { line in line.firstRange(of: "accuracy:").map { line[$0.lowerBound...] } }
    }
    #expect(losses(outcomes[0]).count == 3)
    #expect(losses(outcomes[0]) == losses(outcomes[1]))
  }

  @Test func crossCheckIsClean() throws {
    let outcome = try digits.run(["--epochs", "1", "--crosscheck", "naive"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("kernels agree with naive"))
  }

  @Test func profileTellsTimesByLayer() throws {
    let outcome = try digits.run(["--epochs", "1", "--profile"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("of limit") && outcome.output.contains("digits/dense"))
  }

  @Test func mistakesAreExplained() throws {
    let outcome = try digits.run(["--backend", "gpu"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("'gpu'") && outcome.errors.contains("naive, simd"))
    let fromEnvironment = try digits.run(["--epochs", "1"], environment: ["KERATIN_BACKEND": "gpu"])
    #expect(fromEnvironment.status == 1)
    #expect(fromEnvironment.errors.contains("KERATIN_BACKEND"))
    #expect(try digits.run(["--batch-size", "0"]).errors.contains("batchSize of at least 1"))
  }
}
