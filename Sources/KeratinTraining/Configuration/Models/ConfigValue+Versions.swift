internal import KeratinLayers

extension ConfigValue {
  /// The description in the words that every version of Keras 3 knows: arguments that came later are left out where they say nothing, an
  /// initializer has the name that it had in the beginning, and models within others hand on their one result in a way that Keras understands.
  var forAllVersions: ConfigValue {
    switch self {
    case .array(let values): return .array(values.map(\.forAllVersions))
    case .object(var members):
      if case .string(let className)? = members["class_name"], case .string(let module)? = members["module"] {
        if module == "keras.initializers", className == "Orthogonal" {
          members["class_name"] = "OrthogonalInitializer"
        }
        if case .object(var config)? = members["config"] {
          if let late = ConfigValue.lateArguments["\(module).\(className)"] {
            config = config.filter { late[$0.key] != $0.value }
          }
          config.bareResults(of: className)
          members["config"] = .object(config)
        }
      }
      return .object(members.mapValues(\.forAllVersions))
    default: return self
    }
  }

  /// The arguments that the first versions do not have, and what they are where they are left out.
  private static let lateArguments: [String: [String: ConfigValue]] = [
    "keras.layers.AdditiveAttention": ["seed": nil],
    "keras.layers.Attention": ["seed": nil],
    "keras.layers.MultiHeadAttention": ["seed": nil, "sliding_window": nil, "use_gate": false],
    "keras.layers.RandomFlip": ["data_format": "channels_last"],
    "keras.layers.Resizing": ["antialias": false],
    "keras.layers.ZeroPadding1D": ["data_format": "channels_last"],
    "keras.losses.Dice": ["axis": nil],
    "keras.losses.Tversky": ["axis": nil],
    "keras.metrics.SparseCategoricalCrossentropy": ["ignore_class": nil],
  ]
}
