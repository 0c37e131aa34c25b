/// How often a callback saves.
public enum CheckpointFrequency: Sendable, Hashable {
  /// At the end of every epoch.
  case epoch
  /// After so many batches, counted through the epochs.
  case batches(Int)
}

/// Counts batches up to the next time to save.
struct BatchCount {
  let frequency: CheckpointFrequency
  /// The batches since the last time.
  var seen = 0

  init(_ frequency: CheckpointFrequency) { self.frequency = frequency }

  /// Counts one batch; true if it is time to save.
  mutating func isTime() -> Bool {
    guard case .batches(let count) = frequency else { return false }
    seen += 1
    guard seen >= count else { return false }
    seen = 0
    return true
  }
}
