import Foundation
import Keratin

/// One line of JSON: a measurement.
struct Line {
  private var members: [String: Any]
  private let threads: Int

  init(_ members: [String: Any], threads: Int) {
    self.members = members
    self.threads = threads
    self.members["threads"] = threads
  }

  subscript(name: String) -> Any? {
    get { members[name] }
    set { members[name] = newValue }
  }

  /// Samples a second, and what they mean in operations.
  mutating func add(rates: Sample, operationsPerSample: Double) {
    let performance = operationsPerSample * rates.median / 1e9
    members["samples_per_s"] = rounded(rates.median, 2)
    members["samples_per_s_best"] = rounded(rates.largest, 2)
    members["windows"] = rates.count
    members["spread"] = rounded(rates.spread, 4)
    members["gflops"] = rounded(performance, 3)
  }

  /// What the machine can do at most, measured now, and how far this workload's step is from it: the least time is that of its operations
  /// at the peak and, after that, of its unavoidable bytes at the bandwidth.
  mutating func add(limitsFor operations: Double, bytes: Double, milliseconds: Double) {
    let limits = MachineLimits.measured(threads: threads)
    guard limits.operationsPerSecond > 0, limits.bytesPerSecond > 0 else { return }
    let least = 1e3 * (operations / limits.operationsPerSecond + bytes / limits.bytesPerSecond)
    members["peak_gflops"] = rounded(limits.operationsPerSecond / 1e9, 1)
    members["bandwidth_gbs"] = rounded(limits.bytesPerSecond / 1e9, 1)
    members["peak_fraction"] = rounded(operations / milliseconds * 1e3 / limits.operationsPerSecond, 4)
    members["roofline_ms"] = rounded(least, 5)
    members["roofline_share"] = rounded(least / milliseconds, 4)
  }

  /// What this process and others had of the processors.
  mutating func add(_ use: ProcessorUse) {
    let (own, others) = use.sinceBeginning
    members["cpus_used"] = rounded(own, 2)
    members["cpus_others"] = others.map { rounded($0, 2) }
  }

  func text() throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: members, options: [.sortedKeys]), as: UTF8.self)
  }
}

func rounded(_ value: Double, _ digits: Int) -> Double {
  let scale = pow(10.0, Double(digits))
  return (value * scale).rounded() / scale
}
