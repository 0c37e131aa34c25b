public import KeratinLayers

extension FixtureValue {
  /// A configuration in the form in which fixtures hold Keras's.
  public init(_ value: ConfigValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .number(Double(value))
    case .double(let value): self = .number(value)
    case .string(let value): self = .string(value)
    case .array(let values): self = .array(values.map { FixtureValue($0) })
    case .object(let members): self = .object(members.mapValues { FixtureValue($0) })
    }
  }

  /// Keras's configuration as every Keras from 3.3 on reads it: the element type as a word, and no keys that only newer ones know.
  public var withoutWhatIsNotWritten: FixtureValue {
    switch self {
    case .array(let values): return .array(values.map(\.withoutWhatIsNotWritten))
    case .object(let members):
      if members["class_name"]?.string == "DTypePolicy", let name = members["config"]?["name"] { return name }
      let newer = [
        "quantization_config", "input_axes", "output_axes", "renorm", "renorm_clipping", "renorm_momentum",
      ]
      return .object(members.filter { !newer.contains($0.key) }.mapValues(\.withoutWhatIsNotWritten))
    default: return self
    }
  }
}

extension ConfigValue {
  /// A configuration as a file of Keras's would hold it.
  public init(_ value: FixtureValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let value): self = Int(exactly: value).map { .int($0) } ?? .double(value)
    case .string(let value): self = .string(value)
    case .array(let values): self = .array(values.map { ConfigValue($0) })
    case .object(let members): self = .object(members.mapValues { ConfigValue($0) })
    }
  }
}

extension FixtureCase {
  /// The object that the case is about, as a file of Keras's would hold it; with what Keras leaves out of configurations.
  public func serialized(_ module: String) -> ConfigValue {
    let forgotten = ["delta", "axis", "from_sorted_ids"].filter { config[$0].isNull && !settings[$0].isNull }
    let own = forgotten.map { ($0, settings[$0]) }
    let whole = (config.object ?? [:]).merging(own) { $1 }
    return [
      "module": .string(module), "class_name": .string(className ?? ""), "config": ConfigValue(.object(whole)),
      "registered_name": nil,
    ]
  }
}
