internal import KeratinGraph
internal import KeratinLayers

/// Arguments of losses and metrics.
extension ConfigReader {
  /// The name, by default the class's in snake case.
  func name(or standard: String? = nil) throws -> String {
    try optional("name") ?? standard ?? LayerNames.snakeCase(object.className)
  }

  /// How a loss reduces: null and `none` for not at all. What Keras 2 called `auto` is the mean over the batch.
  func reduction() throws -> LossReduction {
    // Losses compute in the element type of the predictions.
    ignore("dtype", "fn")
    guard object.config["reduction"] != nil else { return .sumOverBatchSize }
    if value("reduction") == "auto" { return .sumOverBatchSize }
    return try optional("reduction") ?? LossReduction.none
  }

  /// Axes: one number, several, or null.
  func axes(_ key: String) throws -> [Int]? {
    switch value(key) {
    case nil, .null?: nil
    case let value?: try Int(value).map { [$0] } ?? [Int](value) ?? { throw wrong(key, "a whole number or a list") }()
    }
  }

  /// The thresholds of a metric: one number, several, or null.
  func thresholds() throws -> [Double]? {
    switch value("thresholds") {
    case nil, .null?: nil
    case let value?:
      try Double(value).map { [$0] } ?? [Double](value) ?? { throw wrong("thresholds", "a number or a list") }()
    }
  }

  /// How many thresholds a metric has, which takes memory.
  func thresholdCount() throws -> Int {
    let count = try self("num_thresholds", or: 200)
    guard count <= 1_000_000 else { throw wrong("num_thresholds", "at most 1000000") }
    return count
  }

  /// A choice that may be null, with one for where it is not there.
  func callAsFunction<T: RawRepresentable & CaseIterable>(
    _ key: String, orDefault standard: T
  ) throws -> T? where T.RawValue == String {
    object.config[key] == nil ? standard : try optional(key)
  }
}
