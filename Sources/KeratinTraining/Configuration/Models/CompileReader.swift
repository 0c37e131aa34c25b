internal import KeratinGraph
package import KeratinLayers

extension ModelReader {
  /// Compiles `model` with what its description says, if it says something. Throws for losses and the like that cannot be made.
  package func compile(_ model: Model, _ value: ConfigValue) throws {
    guard case .object(let members) = value, case .object(let config)? = members["compile_config"], !config.isEmpty
    else { return }
    let path = "\(model.name).compile_config"
    let outputs = Swift.max(model.outputs.count, 1)
    func part(_ key: String) -> ConfigValue { config[key] ?? .null }
    let optimizer =
      try part("optimizer") == .null ? .rmsprop() : optimizer(part("optimizer"), path: "\(path).optimizer")
    let weights: PerOutput<Double> = try perOutput(part("loss_weights"), "\(path).loss_weights") { value, path in
      guard let number = Double(value) else {
        throw error(path: path, expected: "a number", received: value.brief)
      }
      return number
    }
    try model.compile(
      CompiledModel(
        optimizer: optimizer,
        losses: try perOutput(part("loss"), "\(path).loss") { try loss($0, path: $1) },
        lossWeights: weights, metrics: try metrics(part("metrics"), "\(path).metrics", outputs),
        weightedMetrics: try metrics(part("weighted_metrics"), "\(path).weighted_metrics", outputs),
        runEagerly: part("run_eagerly") == .bool(true)))
  }

  /// Something given once, in a list, or by the outputs' names.
  private func perOutput<Element>(
    _ value: ConfigValue, _ path: String, _ make: (ConfigValue, String) throws -> Element
  ) throws -> PerOutput<Element> {
    switch value {
    case .null: return .none
    case .array(let elements):
      return .list(try elements.map { $0 == .null ? nil : try make($0, path) })
    case .object(let members) where members["class_name"] == nil:
      return .named(try members.filter { $0.value != .null }.mapValues { try make($0, path) })
    default: return .one(try make(value, path))
    }
  }

  private func metrics(_ value: ConfigValue, _ path: String, _ outputs: Int) throws -> PerOutput<[Metric]> {
    func list(_ value: ConfigValue) throws -> [Metric] {
      switch value {
      case .null: return []
      case .array(let elements): return try elements.flatMap(list)
      default: return [try metric(value, path: path)]
      }
    }
    switch value {
    case .null: return .none
    case .array(let elements) where elements.isEmpty: return .none
    case .array(let elements) where outputs > 1: return .list(try elements.map(list))
    case .object(let members) where members["class_name"] == nil: return .named(try members.mapValues(list))
    default: return .one(try list(value))
    }
  }
}
