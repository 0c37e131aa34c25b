/// What Keras's files can describe: a class of Keras's and the arguments it was made with.
public protocol Configurable {
  /// The public Python module of the class: `keras.initializers`.
  static var module: String { get }
  /// Keras's name of the class, `Dense`; by default the type's own.
  static var className: String { get }
  /// The arguments under Keras's names.
  var config: [String: ConfigValue] { get }
}

extension Configurable {
  public static var className: String { "\(Self.self)" }
  /// For classes that are not Keras's nothing: they are known by the name under which they were registered.
  public static var module: String { "" }

  /// The object as Keras serializes it.
  public var serialized: ConfigValue {
    if Self.module.hasPrefix("keras") {
      return .serialized(module: Self.module, className: Self.className, config: config)
    }
    return .custom(type(of: self), config: config) ?? .unwritable(self)
  }
}

/// A part of a layer's configuration: `null` for none.
package func configPart(_ part: Any?) -> ConfigValue {
  part.map { ($0 as? any Configurable)?.serialized ?? .unwritable($0) } ?? .null
}
