internal import KeratinGraph
internal import KeratinLayers

extension CompiledModel {
  /// What `compile` was given, as Keras's files describe it.
  var serialized: ConfigValue {
    [
      "optimizer": optimizer.serialized, "loss": losses.serialized { $0.serialized },
      "loss_weights": wholeLossWeights.serialized { .double($0) },
      "metrics": metrics.serialized { .array($0.map(\.serialized)) },
      "weighted_metrics": weightedMetrics.serialized { .array($0.map(\.serialized)) },
      "run_eagerly": .bool(runEagerly), "steps_per_execution": 1, "jit_compile": "auto",
    ]
  }
}

extension CompiledModel {
  /// The weights with 1 for each output that has none: Keras wants all of them, or no weights.
  private var wholeLossWeights: PerOutput<Double> {
    guard case .named(let weights) = lossWeights, !weights.isEmpty else {
      if case .named = lossWeights { return .none }
      return lossWeights
    }
    guard case .named(let losses) = losses else { return lossWeights }
    return .named(losses.mapValues { _ in 1 }.merging(weights) { $1 })
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
