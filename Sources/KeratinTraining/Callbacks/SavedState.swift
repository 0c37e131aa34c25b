public import KeratinGraph
public import KeratinLayers

/// Named values and tensors from which something goes on where it was: what a checkpoint holds of a callback.
///
///     final class StepCounter: Callback {
///       var steps = 0
///       override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) { steps += 1 }
///       override var state: SavedState { ["steps": .int(steps)] }
///       override func restore(_ state: SavedState) throws { steps = try state.int("steps") }
///     }
///
/// Numbers come back with the same bits.
public struct SavedState: Sendable, ExpressibleByDictionaryLiteral {
  public var values: [String: ConfigValue]
  public var tensors: [String: Tensor]

  public init(values: [String: ConfigValue] = [:], tensors: [String: Tensor] = [:]) {
    (self.values, self.tensors) = (values, tensors)
  }

  public init(dictionaryLiteral elements: (String, ConfigValue)...) {
    self.init(values: Dictionary(elements) { $1 })
  }

  /// True if there is nothing in it.
  public var isEmpty: Bool { values.isEmpty && tensors.isEmpty }

  /// The integer of that name, of at most 53 bits: one can be added to it. Like those below, throws where there is none.
  public func int(_ name: String) throws -> Int {
    if case .int(let value)? = values[name], value.magnitude <= 1 << 53 { return value }
    throw missing("an integer of at most 53 bits", name)
  }

  public func double(_ name: String) throws -> Double {
    if let value = values[name].flatMap(SavedState.number) { return value }
    throw missing("a number", name)
  }

  public func bool(_ name: String) throws -> Bool {
    if case .bool(let value)? = values[name] { return value }
    throw missing("true or false", name)
  }

  public func string(_ name: String) throws -> String {
    if case .string(let value)? = values[name] { return value }
    throw missing("a text", name)
  }

  public func tensor(_ name: String) throws -> Tensor {
    if let tensor = tensors[name] { return tensor }
    throw missing("a tensor", name)
  }

  /// The array of that name, each element read by `element`.
  public func array<Element>(_ name: String, _ element: (ConfigValue) -> Element?) throws -> [Element] {
    guard case .array(let values)? = values[name] else { throw missing("an array", name) }
    let elements = values.compactMap(element)
    guard elements.count == values.count else { throw missing("an array whose elements are all of one kind", name) }
    return elements
  }

  public func ints(_ name: String) throws -> [Int] {
    try array(name) { if case .int(let value) = $0 { value } else { nil } }
  }

  public func doubles(_ name: String) throws -> [Double] { try array(name, SavedState.number) }

  public func strings(_ name: String) throws -> [String] {
    try array(name) { if case .string(let value) = $0 { value } else { nil } }
  }

  /// Whether there is a value of that name that is not null.
  public func has(_ name: String) -> Bool { values[name].map { $0 != .null } ?? false }

  private static func number(_ value: ConfigValue) -> Double? {
    switch value {
    case .double(let number): number
    case .int(let number): Double(number)
    default: nil
    }
  }

  private func missing(_ expected: String, _ name: String) -> KeratinError {
    KeratinError(
      .file, expected: "\(expected) called '\(name)' in a saved state",
      received: values[name] == nil ? "none" : "something else")
  }
}
