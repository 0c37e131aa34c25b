import Foundation
import KeratinTestSupport

/// What came of the files, by their format.
struct Report: CustomStringConvertible {
  private struct Line {
    var (read, refused, wrong) = (0, 0, 0)
    var slowest = Duration.zero
  }

  private var lines: [String: Line] = [:]

  /// Whether every file gave a value or a proper error within a second.
  var isClean: Bool { lines.values.allSatisfy { $0.wrong == 0 && $0.slowest <= .seconds(1) } }

  mutating func add(_ seed: FuzzSeed, _ outcome: Outcome, _ time: Duration) {
    switch outcome {
    case .read: lines[seed.format, default: Line()].read += 1
    case .refused: lines[seed.format, default: Line()].refused += 1
    case .wrong: lines[seed.format, default: Line()].wrong += 1
    }
    let slowest = lines[seed.format]?.slowest ?? .zero
    lines[seed.format]?.slowest = max(slowest, time)
  }

  var description: String {
    var usage = rusage()
    // RUSAGE_SELF, whose type differs between systems.
    getrusage(0, &usage)
    let all = lines.values.reduce(0) { $0 + $1.read + $1.refused + $1.wrong }
    let parts = lines.sorted { $0.key < $1.key }.map { name, line in
      "\(name): \(line.read) read, \(line.refused) refused, \(line.wrong) wrong, at most \(line.slowest)"
    }
    return "\(all) files; \(parts.joined(separator: "; ")); peak \(usage.ru_maxrss / 1024) MiB"
  }
}
