import Foundation
import Keratin

/// The start of a process: how long until its first training step is done, with the library's own initial weights and one batch of data.
struct StartupMode {
  /// Runs this program anew several times and takes the medians.
  func measure(_ line: inout Line, arguments: [String]) throws {
    let use = ProcessorUse()
    let times = try (0..<9).map { _ in try once(arguments) }
    line["first_step_s"] = rounded(Sample(times).median, 4)
    line["first_step_all"] = times.map { rounded($0, 4) }
    line.add(use)
  }

  /// What a process that was started anew does: one step, then says when it was done.
  func child(_ workload: Workload) throws {
    let model = try workload.makeModel()
    let (x, y) = try workload.synthesize(workload.batchSize)
    try model.fit(x, y, batchSize: workload.batchSize, epochs: 1, verbose: .silent)
    print(StartupMode.now)
  }

  private func once(_ arguments: [String]) throws -> Double {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = arguments + ["--startup-child"]
    let output = Pipe()
    process.standardOutput = output
    let start = StartupMode.now
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0, let end = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw BenchError("the process that was to be timed failed")
    }
    return end - start
  }

  /// Seconds of a clock that all processes share.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
