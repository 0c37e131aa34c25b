internal import KeratinLayers

extension ConfigValue {
  /// The description in the words that every version of Keras 3 knows: arguments that came later are left out where they say nothing, and two
  /// initializers have the names that were theirs from the beginning.
  var forAllVersions: ConfigValue {
    switch self {
    case .array(let values): return .array(values.map(\.forAllVersions))
    case .object(var members):
      if case .string(let className)? = members["class_name"] {
        if members["module"] == "keras.initializers", ["Orthogonal", "Identity"].contains(className) {
          members["class_name"] = .string(className + "Initializer")
        }
        if let late = ConfigValue.lateArguments[className], members["module"] == "keras.layers",
          case .object(let config)? = members["config"]
        {
          members["config"] = .object(
            config.filter { !late.contains($0.key) || ($0.value != .null && $0.value != .bool(false)) })
        }
      }
      return .object(members.mapValues(\.forAllVersions))
    default: return self
    }
  }

  /// The arguments of layers that the first versions do not have.
  private static let lateArguments: [String: Set<String>] = [
    "MultiHeadAttention": ["sliding_window", "use_gate", "seed"],
    "Attention": ["seed"],
    "AdditiveAttention": ["seed"],
  ]
}
