internal import KeratinLayers

extension [String: ConfigValue] {
  /// Has the models that an object of Keras's class `className` calls hand on a tensor, where they have one result, not a list of it.
  ///
  /// Of a graph's output written as a list of one, Keras makes a tensor up to 3.14, and a list from then on, which the next layer of a `Sequential`
  /// or a `TimeDistributed` does not take. Keras 3.3 reads nothing but the list, so that it stays wherever it does no harm.
  mutating func bareResults(of className: String) {
    switch className {
    case "Sequential":
      guard case .array(let layers)? = self["layers"], let last = layers.last else { return }
      self["layers"] = .array(layers.dropLast().map(\.withBareResult) + [last])
    case "TimeDistributed": self["layer"] = self["layer"]?.withBareResult
    default: break
    }
  }
}

extension ConfigValue {
  /// A model whose result is a tensor in the eyes of every version that can read it; anything else as it is.
  fileprivate var withBareResult: ConfigValue {
    guard case .object(var members) = self, case .object(var config)? = members["config"] else { return self }
    switch members["class_name"] {
    case "Functional":
      guard case .array(let outputs)? = config["output_layers"], outputs.count == 1 else { return self }
      config["output_layers"] = outputs[0]
    case "Sequential":
      guard case .array(var layers)? = config["layers"], let last = layers.popLast() else { return self }
      config["layers"] = .array(layers + [last.withBareResult])
    default: return self
    }
    members["config"] = .object(config)
    return .object(members)
  }
}
