internal import KeratinGraph
internal import KeratinLayers

extension CompiledModel {
  /// What `compile` was given, as Keras's files describe it.
  ///
  /// - Parameter outputNames: of the model; `nil` where it is no graph.
  func serialized(outputNames: [String]?) -> ConfigValue {
    var members: [String: ConfigValue] = [
      "optimizer": optimizer.serialized, "loss": losses.serialized { $0.serialized },
      "loss_weights": hasLossWeights ? lossWeights.serialized { .double($0) } : .null,
      "metrics": metrics.serialized { .array($0.map(\.serialized)) },
      "weighted_metrics": weightedMetrics.serialized { .array($0.map(\.serialized)) },
      "run_eagerly": .bool(runEagerly), "steps_per_execution": 1, "jit_compile": "auto",
    ]
    if let outputNames { members.merge(losses(of: outputNames)) { $1 } }
    return .object(members)
  }

  /// Losses and their weights in the form that the versions of Keras agree on.
  ///
  /// For one output neither is a list. For several they are lists in the order of the outputs: Keras 3.6 takes those in a dictionary in the order of
  /// their names. Where an output has no loss they are dictionaries all the same, as Keras 3.3 loses others in a list with a gap, and name
  /// every output, without which newer versions take none. Weights are for all outputs or none.
  private func losses(of names: [String]) -> [String: ConfigValue] {
    guard let all = try? losses.values(for: names, argument: "loss"), all.contains(where: { $0 != nil }) else {
      return [:]
    }
    let weights = hasLossWeights ? try? lossWeights.values(for: names, argument: "lossWeights") : nil
    func form(_ values: [ConfigValue]) -> ConfigValue {
      if values.count == 1 { return values[0] }
      let isWhole = !all.contains { $0 == nil }
      return isWhole || Set(names).count < names.count
        ? .array(values) : .object(Dictionary(zip(names, values)) { $1 })
    }
    return [
      "loss": form(all.map { $0?.serialized ?? .null }),
      "loss_weights": weights.map { form($0.map { .double($0 ?? 1) }) } ?? .null,
    ]
  }

  private var hasLossWeights: Bool {
    switch lossWeights {
    case .none: false
    case .one: true
    case .list(let weights): !weights.isEmpty
    case .named(let weights): !weights.isEmpty
    }
  }
}

extension PerOutput {
  /// One value, a list or an object, as it was given; `null` for none.
  fileprivate func serialized(_ value: (Element) -> ConfigValue) -> ConfigValue {
    switch self {
    case .none: .null
    case .one(let element): value(element)
    case .list(let elements): .array(elements.map { $0.map(value) ?? .null })
    case .named(let elements): .object(elements.mapValues(value))
    }
  }
}
