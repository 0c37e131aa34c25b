internal import KeratinGraph

/// Which way a watched value is to go.
public enum MonitorMode: String, Sendable, Hashable, CaseIterable {
  /// As the metric of that name knows; losses down.
  case auto
  case min
  case max
}

/// A value in an epoch's logs that is watched, and what counts as better.
package struct Monitor {
  package let name: String
  package let mode: MonitorMode
  /// What a value must be better by.
  package let minDelta: Double

  package init(name: String, mode: MonitorMode, minDelta: Double) {
    (self.name, self.mode, self.minDelta) = (name, mode, minDelta)
  }

  /// The value in `logs`; where there is none, a warning is said.
  package func value(in logs: Logs, for callback: String) -> Double? {
    if let value = logs[name] { return value }
    Warnings.say("\(callback) watches '\(name)', which is not in the logs: \(logs.names.joined(separator: ", ")).")
    return nil
  }

  /// True if larger is better. Throws where that is left to a metric that does not know.
  package func wantsLarger(of model: Model?, for callback: String) throws -> Bool {
    switch mode {
    case .min: return false
    case .max: return true
    case .auto: break
    }
    let own = name.hasPrefix("val_") ? String(name.dropFirst(4)) : name
    if own == "loss" { return false }
    let metrics = model?.compiled?.tracked ?? []
    let metric = metrics.first { $0.name == own } ?? metrics.first { $0.metric.name == own }
    if let answer = metric?.metric.isBetterWhenLarger { return answer }
    throw KeratinError(
      .argument, expected: "a value that is known to be better when smaller or larger", received: "monitor: '\(name)'",
      operation: callback, suggestion: "mode: .min or .max")
  }

  /// Whether `value` is better than `reference`, `nil` standing for none so far.
  package func isImprovement(_ value: Double, over reference: Double?, larger: Bool) -> Bool {
    guard let reference else { return true }
    return larger ? value - abs(minDelta) > reference : value + abs(minDelta) < reference
  }
}
