import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// The forecast of airline passengers, as a user runs it.
@Suite struct AirlineTests {
  private let airline = BuiltProgram(name: "airline")

  /// The errors of the last two lines: of repeating the year before, and of the model.
  private func errors(_ outcome: BuiltProgram.Outcome) throws -> (naive: Double, model: Double) {
    let lines = outcome.lines.filter { $0.contains("RMSE") }
    try #require(outcome.status == 0 && lines.count == 2, "\(outcome.output)\(outcome.errors)")
    let values = lines.map { $0.split(separator: " ").compactMap { Double($0) }.first }
    return (try #require(values[0]), try #require(values[1]))
  }

  @Test func theModelBeatsRepeatingTheYearBefore() throws {
    let (naive, model) = try errors(airline.run([]))
    #expect(abs(naive - 49.99) < 0.01)
    #expect(model < 35)
  }

  @Test(arguments: Backends.all.map(\.name)) func backendsAgree(backend: String) throws {
    let first = try errors(airline.run(["--backend", "simd", "--epochs", "2"]))
    let other = try errors(airline.run(["--backend", backend, "--epochs", "2"]))
    #expect(abs(first.model - other.model) <= 0.011)
  }

  @Test func crossCheckIsClean() throws {
    let outcome = try airline.run(["--crosscheck", "naive"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("kernels agree with naive"))
  }
}
