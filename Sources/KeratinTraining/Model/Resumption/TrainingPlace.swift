internal import KeratinGraph
internal import KeratinLayers

/// Where in training a step stands.
struct TrainingPlace {
  /// The epoch with which training goes on.
  var epoch: Int
  /// The steps of it that have been taken.
  var step = 0
  /// Whether the epoch has begun: callbacks know of it, metrics count.
  var isWithinEpoch = false
  /// The last values, where what follows needs them.
  var logs = Logs()

  init(epoch: Int, step: Int = 0, isWithinEpoch: Bool = false, logs: Logs = Logs()) {
    (self.epoch, self.step, self.isWithinEpoch, self.logs) = (epoch, step, isWithinEpoch, logs)
  }

  init(_ state: SavedState) throws {
    (epoch, step, isWithinEpoch) = (try state.int("epoch"), try state.int("step"), try state.bool("within_epoch"))
    let (names, values) = (try state.strings("log_names"), try state.doubles("log_values"))
    guard epoch >= 0, step >= 0, names.count == values.count else {
      throw KeratinError(.file, expected: "a place in training", received: "epoch \(epoch), step \(step)")
    }
    for (name, value) in zip(names, values) { logs[name] = value }
  }

  /// The place's part of a saved state.
  var values: [String: ConfigValue] {
    [
      "epoch": .int(epoch), "step": .int(step), "within_epoch": .bool(isWithinEpoch),
      "log_names": .array(logs.names.map { .string($0) }),
      "log_values": .array(logs.entries.map { .double($0.value) }),
    ]
  }
}
