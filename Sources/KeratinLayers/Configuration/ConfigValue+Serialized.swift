internal import KeratinGraph

extension ConfigValue {
  /// An object of one of Keras's classes.
  package static func serialized(
    module: String, className: String, config: [String: ConfigValue]
  ) -> ConfigValue {
    .object([
      "module": .string(module), "class_name": .string(className), "config": .object(config), "registered_name": .null,
    ])
  }

  /// An object of a class that was registered, `nil` where it was not.
  package static func custom(_ type: Any.Type, config: [String: ConfigValue]) -> ConfigValue? {
    guard let name = CustomObjects.registered.name(of: type) else { return nil }
    return .object([
      "module": .string(name.package), "class_name": .string(name.name), "config": .object(config),
      "registered_name": .string(name.full),
    ])
  }

  /// A function that was registered, `nil` where it was not.
  package static func function(_ name: String) -> ConfigValue? {
    guard let name = CustomObjects.registered.function(name) else { return nil }
    return .object([
      "module": "builtins", "class_name": "function", "config": .string(name.full), "registered_name": "function",
    ])
  }

  // MARK: - What Keras's files have no word for

  /// A place where something is that a file cannot hold: code, or a class without a name. ``requireWritable(path:file:)`` finds it.
  package static func unwritable(_ what: String, instead: String) -> ConfigValue {
    .object(["class_name": .string(unwritableClass), "config": ["what": .string(what), "instead": .string(instead)]])
  }

  /// The same for an object of a class that has no configuration, or was not registered.
  package static func unwritable(_ object: Any) -> ConfigValue {
    .unwritable(
      "an object of type \(type(of: object)), which is not registered",
      instead: "a built-in one, or Configurable and CustomObjects.register(\(type(of: object)).self) { config in … }")
  }

  private static let unwritableClass = "__unwritable__"

  /// Throws where there is something that Keras's files have no word for, saying where and what to do instead. Call it before writing.
  ///
  /// - Parameters:
  ///   - path: what the value describes: a layer's path in its model.
  ///   - file: where it would have been written.
  public func requireWritable(path: String, file: String? = nil) throws {
    switch self {
    case .array(let values): for value in values { try value.requireWritable(path: path, file: file) }
    case .object(let members):
      if members["class_name"] == .string(ConfigValue.unwritableClass), case .object(let text)? = members["config"],
        case .string(let what)? = text["what"], case .string(let instead)? = text["instead"]
      {
        throw KeratinError(
          .file, expected: "what Keras's files have a word for", received: what, operation: file, layerPath: path,
          suggestion: instead)
      }
      let name: String? =
        if case .object(let config)? = members["config"] { config["name"].flatMap(String.init) } else { nil }
      let inner = name.map { path.isEmpty || path == $0 ? $0 : "\(path)/\($0)" } ?? path
      for key in members.keys.sorted() { try members[key]?.requireWritable(path: inner, file: file) }
    default: break
    }
  }
}
