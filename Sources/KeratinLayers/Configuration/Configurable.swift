/// What Keras's files can describe: a class of Keras's and the arguments it was made with.
public protocol Configurable {
  /// The public Python module of the class: `keras.layers`.
  static var module: String { get }
  /// Keras's name of the class, `Dense`; by default the type's own.
  static var className: String { get }
  /// The arguments under Keras's names.
  var config: [String: ConfigValue] { get }
}

extension Configurable {
  public static var className: String { "\(Self.self)" }

  /// The object as Keras serializes it.
  public var serialized: ConfigValue {
    .object([
      "module": .string(Self.module), "class_name": .string(Self.className), "config": .object(config),
      "registered_name": .null,
    ])
  }
}

/// A part of a layer's configuration: `null` for none, and for what Keras has no word for.
func serialized(_ part: Any?) -> ConfigValue { (part as? any Configurable)?.serialized ?? .null }
