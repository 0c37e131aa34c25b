import ArgumentParser
import Foundation
import Keratin

/// Runs one workload and prints one line of JSON, as `peers/SPEC.md` describes it.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keratin-bench",
    abstract: "Measures Keratin on a workload, or checks that it does the same work as its peers.")

  enum Mode: String, CaseIterable, ExpressibleByArgument { case train, predict, latency, startup, check }

  @Option(help: "The name of a workload.") var workload: String
  @Option(
    help: "train, predict and latency measure, startup times fresh processes, check prints the losses of fixed steps.")
  var mode = Mode.train
  @Option(help: "naive, simd or openblas.") var backend = "simd"
  @Option(help: "How many threads work.") var threads = 2
  @Option(help: "How long to measure.") var seconds = 5.0
  @Option(help: "The folder to which `peers/spec.py export` wrote data and initial weights; needed to check.")
  var data: String?
  @Option(help: "In check mode: a file with peers' lines, with whose losses ours are compared.")
  var reference: String?
  @Option(help: "In check mode: how many steps.") var steps = 10
  @Flag(help: "In train mode: tells on standard error how long each layer's operations took.") var profile = false
  @Flag(help: .hidden) var startupChild = false

  func validate() throws {
    guard steps > 0, seconds > 0 else { throw ValidationError("--steps and --seconds take numbers above 0.") }
  }

  func run() throws {
    Backends.use(try Backends.named(backend))
    try Backends.useThreads(threads)
    guard let workload = Workload(rawValue: workload) else {
      let names = Workload.allCases.map(\.rawValue)
      throw ValidationError("--workload takes one of \(names.joined(separator: ", ")).")
    }
    setRandomSeed(1)
    if startupChild { return try StartupMode().child(workload) }
    try print(measure(workload).text())
  }

  private func measure(_ workload: Workload) throws -> Line {
    let start = ContinuousClock.now
    var line = Line(
      [
        "peer": "keratin-\(backend)", "workload": workload.rawValue, "mode": mode.rawValue,
        "batch": workload.batchSize, "version": "keratin",
      ], threads: threads)
    line["load1_before"] = Machine.load
    switch mode {
    case .train: try TrainMode(seconds: seconds, data: data, profiles: profile).measure(workload, &line)
    case .predict: try PredictMode(seconds: seconds, data: data).measure(workload, &line)
    case .latency: try LatencyMode(seconds: seconds, data: data).measure(workload, &line)
    case .startup: try StartupMode().measure(&line, arguments: Array(CommandLine.arguments.dropFirst()))
    case .check:
      guard let data else {
        throw ValidationError("--mode check needs --data: python3 peers/spec.py export \(workload.rawValue) FOLDER")
      }
      try CheckMode(data: data, reference: reference, steps: steps).measure(workload, &line)
    }
    if line["peak_rss_mb"] == nil { line["peak_rss_mb"] = Machine.peakMemory }
    line["process_s"] = rounded((ContinuousClock.now - start) / .seconds(1), 2)
    return line
  }
}
