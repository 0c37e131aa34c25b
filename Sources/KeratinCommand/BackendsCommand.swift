import ArgumentParser
import Keratin

struct BackendsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backends", abstract: "Shows the backends that are built in, and tests each against naive.",
    discussion: """
      A backend is a set of kernels: naive, plain loops, is what the others are compared with. The self-test trains a small dense, convolutional and
      recurrent network and compares every kernel on the way. Exit status 1 if one differs by more than its bound.
      """)

  @OptionGroup var machine: MachineOptions
  @Flag(help: "Prints the results as JSON.") var json = false

  func run() throws {
    try machine.apply()
    let names = machine.backend.map { [$0.lowercased()] } ?? Backends.all.map(\.name)
    var failures: [String] = []
    var entries: [ConfigValue] = []
    if !json {
      print("processor: \(Backends.instructionSets.joined(separator: ", ")); \(Backends.threadCount) threads")
    }
    for backend in Backends.all where names.contains(backend.name) {
      let results = SelfTest.run(backend)
      let isDefault = backend.name == Backends.current.name
      failures += results.compactMap { $0.failure.map { "\(backend.name): \($0)" } }
      entries.append([
        "name": .string(backend.name), "summary": .string(backend.summary), "default": .bool(isDefault),
        "self_test": .array(results.map(\.value)),
      ])
      guard !json else { continue }
      print("\(backend.summary)\(isDefault ? " (in use)" : "")")
      for result in results { print("  \(result.name): \(result.text)") }
    }
    if json {
      try printJSON([
        "instruction_sets": .array(Backends.instructionSets.map { .string($0) }),
        "threads": .int(Backends.threadCount), "backends": .array(entries),
      ])
    }
    if let failure = failures.first { throw WorkFailure(text: "the self-test failed: \(failure)") }
  }
}
