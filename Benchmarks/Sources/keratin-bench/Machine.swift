import Foundation

/// Readings of the machine while a workload runs.
enum Machine {
  /// The most memory that this process has held, in MB.
  static var peakMemory: Double? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM") }),
      let kilobytes = Double(line.split(separator: " ").dropLast().last ?? "")
    else { return nil }
    return (kilobytes / 1024 * 10).rounded() / 10
  }

  /// The average number of runnable processes over the last minute.
  static var load: Double? {
    guard let text = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8) else { return nil }
    return Double(text.split(separator: " ")[0])
  }

  /// Processor seconds used so far: by this process, and by everything on the machine.
  static func processorSeconds() -> (own: Double, all: Double?) {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    let own = Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first
    else { return (own, nil) }
    let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard ticks.count >= 7 else { return (own, nil) }
    return (own, (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / Double(sysconf(Int32(_SC_CLK_TCK))))
  }
}
