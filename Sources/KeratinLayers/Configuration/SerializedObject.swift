/// An object as Keras's files describe it: a class, or a function, and its arguments.
public struct SerializedObject: Sendable {
  /// The Python module in which the class is; `nil` where there was none: with a word alone, and in old files.
  public let module: String?
  /// The name of the class, or of the function.
  public let className: String
  /// The name under which a class that is not Keras's was registered: `Custom>Scale`.
  public let registeredName: String?
  /// The arguments, empty for a function.
  public let config: [String: ConfigValue]
  /// Whether this is a function, not an object of a class.
  public let isFunction: Bool
  /// Whether only a name was given: `"relu"`.
  public let isWord: Bool
  /// Which object this is, where it may stand in several places.
  public let sharedObjectID: Int?
  /// All members as they were: `build_config`, `compile_config`, `inbound_nodes` among them.
  public let members: [String: ConfigValue]

  /// `nil` for what describes no object.
  public init?(_ value: ConfigValue) {
    switch value {
    case .string(let name): self.init(word: name)
    case .object(let members): self.init(members)
    default: return nil
    }
  }

  private init(word: String) {
    (module, className, registeredName, config) = (nil, word, nil, [:])
    (isFunction, isWord, sharedObjectID, members) = (false, true, nil, [:])
  }

  private init?(_ members: [String: ConfigValue]) {
    guard case .string(let className)? = members["class_name"] else { return nil }
    isFunction = className == "function"
    switch members["config"] {
    case .string(let function)? where isFunction: (self.className, config) = (function, [:])
    case .object(let config)? where !isFunction: (self.className, self.config) = (className, config)
    case .null? where !isFunction, nil where !isFunction: (self.className, config) = (className, [:])
    default: return nil
    }
    if case .string(let module)? = members["module"] { self.module = module } else { module = nil }
    if case .string(let name)? = members["registered_name"], name != className {
      registeredName = name
    } else {
      registeredName = nil
    }
    if case .int(let id)? = members["shared_object_id"] { sharedObjectID = id } else { sharedObjectID = nil }
    self.members = members
    isWord = false
  }

  /// Whether Keras itself has what the module says: it registers nothing of its own under a package.
  package var isKeras: Bool {
    if registeredName?.contains(">") == true { return false }
    guard let module else { return true }
    return module == "keras" || module == "builtins" || module.hasPrefix("keras.")
  }

  /// The names under which it may be registered, the surest first.
  var customNames: [String] { [registeredName, className].compactMap { $0 } }
}
