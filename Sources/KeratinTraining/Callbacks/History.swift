internal import KeratinGraph
internal import KeratinLayers

/// What training came to, epoch by epoch: what `fit` returns.
public final class History: Callback {
  /// For each name (`loss`, `accuracy`, `val_loss`, …) the values of all epochs.
  public private(set) var history: [String: [Double]] = [:]
  /// The names in the order in which they first came.
  public private(set) var names: [String] = []
  /// The numbers of the epochs, from 0.
  public private(set) var epoch: [Int] = []
  /// True if Ctrl-C ended training.
  public internal(set) var wasInterrupted = false

  private var epochsByName: [String: [Int]] = [:]

  /// The values of that name, empty if there are none.
  public subscript(name: String) -> [Double] { history[name] ?? [] }

  /// The epochs in which that name had a value: not all of them where validation comes every few epochs.
  public func epochs(of name: String) -> [Int] { epochsByName[name] ?? [] }

  public override var state: SavedState {
    [
      "epoch": .array(epoch.map { .int($0) }), "names": .array(names.map { .string($0) }),
      "values": .array(names.map { name in .array(self[name].map { .double($0) }) }),
      "epochs": .array(names.map { name in .array(epochs(of: name).map { .int($0) }) }),
    ]
  }

  public override func restore(_ state: SavedState) throws {
    let names = try state.strings("names")
    let values = try state.array("values") { try? SavedState(values: ["": $0]).doubles("") }
    let epochs = try state.array("epochs") { try? SavedState(values: ["": $0]).ints("") }
    guard values.count == names.count, epochs.map(\.count) == values.map(\.count), Set(names).count == names.count
    else {
      throw KeratinError(
        .file, expected: "values and epochs for each of \(names.count) names", received: "others", operation: "History")
    }
    (self.names, epoch) = (names, try state.ints("epoch"))
    history = Dictionary(uniqueKeysWithValues: zip(names, values))
    epochsByName = Dictionary(uniqueKeysWithValues: zip(names, epochs))
  }

  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) {
    self.epoch.append(epoch)
    for (name, value) in logs.entries {
      if history[name] == nil { names.append(name) }
      history[name, default: []].append(value)
      epochsByName[name, default: []].append(epoch)
    }
  }
}
