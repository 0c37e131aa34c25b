import ArgumentParser
import Foundation
import Keratin

/// Runs one workload and prints one line of JSON, as `peers/SPEC.md` describes it.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keratin-bench",
    abstract: "Measures Keratin on a workload, or checks that it does the same work as its peers.")

  enum Mode: String, ExpressibleByArgument { case train, check }

  @Option(help: "mlp or tiny, or sgemm for matrix products beside the machine's peak.") var workload: String
  @Option(help: "train measures, check prints the losses of ten fixed steps.") var mode = Mode.train
  @Option(help: "naive, simd or openblas.") var backend = "simd"
  @Option(help: "How many threads work.") var threads = 2
  @Option(help: "How long to measure.") var seconds = 5.0
  @Option(help: "The folder to which `peers/spec.py export` wrote data and initial weights; needed to check.")
  var data: String?
  @Option(help: "In check mode: a file with a peer's lines, with whose losses ours are compared.")
  var reference: String?

  func run() throws {
    Backends.use(try Backends.named(backend))
    try Backends.useThreads(threads)
    if workload == "sgemm" {
      for line in try ProductBench(seconds: seconds, threads: threads).lines() {
        try print(line.merging(["peer": "keratin-\(backend)", "workload": workload, "threads": threads]) { $1 })
      }
      return
    }
    guard let workload = Workload(rawValue: workload) else {
      let names = Workload.allCases.map(\.rawValue) + ["sgemm"]
      throw ValidationError("--workload takes one of \(names.joined(separator: ", ")).")
    }
    try print(measure(workload))
  }

  private func print(_ line: [String: Any]) throws {
    let json = try JSONSerialization.data(withJSONObject: line, options: [.sortedKeys])
    Swift.print(String(decoding: json, as: UTF8.self))
  }

  private func measure(_ workload: Workload) throws -> [String: Any] {
    let start = ContinuousClock.now
    var line: [String: Any] = [
      "peer": "keratin-\(backend)", "workload": workload.rawValue, "mode": mode.rawValue, "threads": threads,
      "batch": workload.batchSize, "version": "keratin",
    ]
    line["load1_before"] = Machine.load
    setRandomSeed(1)
    switch mode {
    case .train: try train(workload, &line)
    case .check: try check(workload, &line)
    }
    line["peak_rss_mb"] = Machine.peakMemory
    line["process_s"] = rounded((ContinuousClock.now - start) / .seconds(1), 2)
    return line
  }

  private func train(_ workload: Workload, _ line: inout [String: Any]) throws {
    let model = try workload.makeModel()
    let (x, y): (Tensor, Tensor)
    if let data {
      let loaded = try workload.load(data)
      (x, y) = (loaded.x, loaded.y)
      try model.setWeights(loaded.weights)
    } else {
      (x, y) = try workload.synthesize()
    }
    let batch = workload.batchSize
    line["loss_first"] = try model.trainOnBatch(x[0..<batch], y[0..<batch]).loss
    let clock = EpochClock(seconds: seconds)
    let history = try model.fit(
      x, y, batchSize: batch, epochs: .max / 2, verbose: .silent, callbacks: [clock])
    let stepsPerEpoch = (workload.sampleCount + batch - 1) / batch
    let windows = clock.windows()
    let rates = windows.map { Double($0.epochs * workload.sampleCount) / $0.seconds }.sorted()
    let steps = windows.map { 1e3 * $0.seconds / Double($0.epochs * stepsPerEpoch) }.sorted()
    let total = windows.reduce((0, 0.0)) { ($0.0 + $1.epochs, $0.1 + $1.seconds) }
    let median = quantile(rates, 0.5)
    let performance = workload.operationsPerSample * median / 1e9
    line["samples_per_s"] = rounded(median, 2)
    line["ms_per_step"] = rounded(quantile(steps, 0.5), 5)
    line["steps_per_s"] = rounded(1e3 / quantile(steps, 0.5), 3)
    line["windows"] = windows.count
    line["spread"] = rounded((quantile(rates, 0.75) - quantile(rates, 0.25)) / median, 4)
    line["samples_per_s_mean"] = rounded(Double(total.0 * workload.sampleCount) / total.1, 2)
    line["samples_per_s_best"] = rounded(rates.last ?? 0, 2)
    line["loss_last"] = history["loss"].last
    line["steps"] = 1 + history.epoch.count * stepsPerEpoch
    line["params"] = model.parameterCount
    line["gflops"] = rounded(performance, 3)
    line["peak_fraction"] = rounded(performance / (256 * Double(threads)), 4)
    line["cpus_used"] = clock.processorsUsed.map { rounded($0, 2) }
    line["cpus_others"] = clock.processorsOfOthers.map { rounded($0, 2) }
  }

  private func check(_ workload: Workload, _ line: inout [String: Any]) throws {
    guard let data else {
      throw ValidationError("--mode check needs --data: python3 peers/spec.py export \(workload.rawValue) FOLDER")
    }
    let (x, y, weights) = try workload.load(data)
    let model = try workload.makeModel(dropout: false)
    try model.setWeights(weights)
    let outputs: [Float] = try model.predict(x[0..<4], verbose: .silent).scalars()
    let width = outputs.count / 4
    let batch = workload.batchSize
    let losses = try (0..<10).map { step in
      let start = (step * batch) % (x.shape[0] - batch + 1)
      return try model.trainOnBatch(x[start..<start + batch], y[start..<start + batch]).loss
    }
    line["params"] = model.parameterCount
    line["out"] = (0..<4).map { row in (0..<min(4, width)).map { Double(outputs[row * width + $0]) } }
    line["losses"] = losses
    guard let reference else { return }
    for text in try String(contentsOfFile: reference, encoding: .utf8).split(separator: "\n") {
      guard let other = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
        other["workload"] as? String == workload.rawValue, let expected = other["losses"] as? [Double]
      else { continue }
      let difference = zip(losses, expected).map { abs($0 - $1) / max(abs($1), 1e-6) }.max() ?? 0
      line["difference_from_\(other["peer"] as? String ?? "peer")"] = difference
    }
  }

  private func quantile(_ sorted: [Double], _ q: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let place = q * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }

  private func rounded(_ value: Double, _ digits: Int) -> Double {
    let scale = pow(10.0, Double(digits))
    return (value * scale).rounded() / scale
  }
}
