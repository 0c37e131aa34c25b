import Foundation
import Keratin

/// Notes when epochs end, and ends training when enough have been timed.
final class EpochClock: Callback {
  private let seconds: Double
  private let leastWindows = 5
  private var ends: [ContinuousClock.Instant] = []
  /// From the end of the first epoch, which is warm-up.
  private(set) var use = ProcessorUse()

  init(seconds: Double) { self.seconds = seconds }

  override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) {
    ends.append(.now)
    if ends.count == 1 { use = ProcessorUse() }
    let elapsed = (ends.last! - ends[0]) / .seconds(1)
    let isEnough = elapsed >= seconds && (ends.count > leastWindows || elapsed > 3 * seconds + 10)
    if isEnough, ends.count > 1 { model?.stopTraining = true }
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
