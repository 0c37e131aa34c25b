internal import KeratinGraph
internal import KeratinKernels

/// Named numbers in order: what a batch or an epoch came to.
public struct Logs: Sendable {
  public internal(set) var entries: [(name: String, value: Double)] = []

  public init() {}

  /// The number of that name.
  public subscript(name: String) -> Double? {
    get { entries.first { $0.name == name }?.value }
    set {
      if let index = entries.firstIndex(where: { $0.name == name }) {
        if let newValue { entries[index].value = newValue } else { entries.remove(at: index) }
      } else if let newValue {
        entries.append((name, newValue))
      }
    }
  }

  /// The names in order.
  public var names: [String] { entries.map(\.name) }

  /// The same in alphabetical order, as Keras logs epochs.
  var sorted: Logs {
    var logs = Logs()
    logs.entries = entries.sorted { $0.name < $1.name }
    return logs
  }

  /// The same with a prefix before every name.
  func prefixed(_ prefix: String) -> Logs {
    var logs = Logs()
    logs.entries = entries.map { (prefix + $0.name, $0.value) }
    return logs
  }

  mutating func append(_ other: Logs) { for entry in other.entries { self[entry.name] = entry.value } }

  /// Sets a scalar; a metric with several numbers gives one entry for each, numbered.
  mutating func set(_ name: String, _ tensor: Tensor) throws {
    let values: [Double] = try tensor.scalars()
    if values.count == 1 {
      self[name] = values[0]
    } else {
      for (index, value) in values.enumerated() { self["\(name)_\(index)"] = value }
    }
  }
}
