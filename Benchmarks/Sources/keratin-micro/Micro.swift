import ArgumentParser
import Foundation
import Keratin

/// Measures single operations as a plan runs them, beside what the machine can do at most.
///
/// The peak in fused multiply-adds and the bandwidth of the memory are measured between the windows of the same run, so that all see
/// the same machine. An operation's limit is the longer of its operations at the peak and its unavoidable bytes at the bandwidth.
@main
struct Micro: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keratin-micro", abstract: "Measures single operations beside the machine's limits.")

  @Option(help: "naive, simd or openblas.") var backend = "simd"
  @Option(help: "How many threads work.") var threads = 2
  @Option(help: "How long to measure each operation.") var seconds = 0.5
  @Option(help: "Only groups or operations whose name contains this.") var only: String?
  @Flag(help: "Print a line of JSON for each operation.") var json = false

  func run() throws {
    Backends.use(try Backends.named(backend))
    try Backends.useThreads(threads)
    let cases = MicroCase.all.filter { item in only.map { item.name.contains($0) || item.group == $0 } ?? true }
    guard !cases.isEmpty else { throw ValidationError("no operation is called '\(only ?? "")'") }
    if !json { print(columns("operation", "ms", "GFLOP/s", "GB/s", "share of limit")) }
    for item in cases { try measure(item) }
  }

  private func measure(_ item: MicroCase) throws {
    let executor = try item.executor()
    let clock = ContinuousClock()
    let once = try clock.measure { _ = try executor.run() } / .seconds(1)
    let runs = max(1, Int(0.02 / once))
    var times: [Double] = []
    var peaks: [Double] = []
    var bandwidths: [Double] = []
    let start = clock.now
    repeat {
      // Limits that do not matter for an operation are not measured again and again.
      if item.operations > 0 { peaks.append(MachineLimits.measuredPeak(threads: threads) / 1e9) }
      if item.isBoundByMemory, bandwidths.count < 3 {
        bandwidths.append(MachineLimits.measuredBandwidth(threads: threads) / 1e9)
      }
      times.append(try clock.measure { for _ in 0..<runs { _ = try executor.run() } } / .seconds(1) / Double(runs))
    } while (clock.now - start) / .seconds(1) < seconds || times.count < 5
    let time = median(times)
    let (peak, bandwidth) = (median(peaks), median(bandwidths))
    let limit = max(
      peak > 0 ? item.operations / peak / 1e9 : 0,
      item.isBoundByMemory && bandwidth > 0 ? item.bytes / bandwidth / 1e9 : 0)
    let (performance, rate) = (item.operations / time / 1e9, item.bytes / time / 1e9)
    guard json else {
      print(
        columns(
          item.name, String(format: "%.4f", time * 1e3), item.operations > 0 ? String(format: "%.1f", performance) : "",
          String(format: "%.1f", rate), limit > 0 ? String(format: "%.1f %%", 100 * limit / time) : "in the caches"))
      return
    }
    let line: [String: Any] = [
      "peer": "keratin-\(backend)", "threads": threads, "group": item.group, "name": item.name, "ms": time * 1e3,
      "gflops": performance, "gbs": rate, "peak_gflops": peak, "bandwidth_gbs": bandwidth,
      "share_of_limit": limit / time, "windows": times.count,
    ]
    let data = try JSONSerialization.data(withJSONObject: line, options: [.sortedKeys])
    print(String(decoding: data, as: UTF8.self))
  }

  private func columns(_ name: String, _ rest: String...) -> String {
    name.padding(toLength: 44, withPad: " ", startingAt: 0)
      + rest.map { String(repeating: " ", count: max(1, 15 - $0.count)) + $0 }.joined()
  }

  private func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
}
