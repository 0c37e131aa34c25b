import Foundation
import Keratin

/// Notes when epochs end, and ends training when enough have been timed.
final class EpochClock: Callback {
  private let seconds: Double
  private let leastWindows = 5
  private(set) var ends: [ContinuousClock.Instant] = []
  private var usage: (own: Double, all: Double?) = (0, nil)
  private(set) var processorsUsed: Double?
  private(set) var processorsOfOthers: Double?

  init(seconds: Double) { self.seconds = seconds }

  override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) {
    ends.append(.now)
    if ends.count == 1 { usage = Machine.processorSeconds() }
    let elapsed = (ends.last! - ends[0]) / .seconds(1)
    let isEnough = elapsed >= seconds && (ends.count > leastWindows || elapsed > 3 * seconds + 10)
    guard isEnough, ends.count > 1 else { return }
    let now = Machine.processorSeconds()
    processorsUsed = (now.own - usage.own) / elapsed
    if let all = now.all, let before = usage.all {
      processorsOfOthers = max(0, (all - before) - (now.own - usage.own)) / elapsed
    }
    model?.stopTraining = true
  }

  /// The lengths of the timed epochs in seconds, the first epoch being warm-up; short ones joined to 0.1 s.
  func windows() -> [(epochs: Int, seconds: Double)] {
    let lengths = zip(ends.dropFirst(), ends).map { ($0 - $1) / .seconds(1) }
    let least = min(0.1, lengths.reduce(0, +) / 5)
    var joined: [(epochs: Int, seconds: Double)] = []
    var open = (epochs: 0, seconds: 0.0)
    for length in lengths {
      open = (open.epochs + 1, open.seconds + length)
      if open.seconds >= least {
        joined.append(open)
        open = (0, 0)
      }
    }
    return joined.isEmpty ? lengths.map { (1, $0) } : joined
  }
}
