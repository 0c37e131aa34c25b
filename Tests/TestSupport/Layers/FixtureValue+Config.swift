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
