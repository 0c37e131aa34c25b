import Keratin
import KeratinTestSupport
import Testing

/// The convolutional network, as a user runs it.
@Suite struct ConvNetTests {
  private let network = BuiltProgram(name: "convnet")

  /// The test loss as printed, and the accuracy.
  private func result(_ outcome: BuiltProgram.Outcome) throws -> (loss: Double, accuracy: Double) {
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.lines.filter { !$0.isEmpty }.suffix(2)
    let numbers = lines.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
    #expect(lines.first?.hasPrefix("test loss ") == true && lines.last?.hasPrefix("test accuracy ") == true)
    return (try #require(numbers.first), try #require(numbers.last))
  }

  @Test func readsAtLeast985OfAThousand() throws {
    #expect(try result(network.run([])).accuracy >= 0.985)
  }

  /// One epoch of large batches: the backends' rounding has not grown beyond this.
  @Test(arguments: Backends.all.map(\.name)) func backendsAgree(backend: String) throws {
    let few = ["--epochs", "1", "--batch-size", "256"]
    let first = try result(network.run(["--backend", "simd"] + few))
    let other = try result(network.run(["--backend", backend] + few))
    #expect(abs(first.loss - other.loss) < 2e-3)
  }

  @Test func crossCheckIsClean() throws {
    let outcome = try network.run(["--epochs", "1", "--batch-size", "256", "--crosscheck", "naive"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("kernels agree with naive"))
  }
}
