public import KeratinGraph
public import KeratinKernels

/// Makes layers, initializers, regularizers, constraints and activations from configurations as Keras writes them.
///
/// Nothing in a configuration ever runs: what is made are objects of classes that Keratin has, and of those that were registered
/// (``CustomObjects``). Configurations may be hostile: whatever they hold, what cannot be made is thrown as an error that names the file,
/// the object's place in the model, the argument, what was expected and what came.
///
/// One maker reads one file: objects with a `shared_object_id` are made once, and each further place gets the same layer.
open class ObjectMaker {
  /// The file that is being read, for messages.
  public let file: String?
  /// Classes beside those that were registered for all, which they come before.
  public let customObjects: CustomObjects
  private var depth = 0
  private var shared: [Int: (className: String, layer: Layer)] = [:]

  /// How deep objects may be inside one another.
  static let depthLimit = 64

  /// - Parameters:
  ///   - file: named in errors.
  ///   - customObjects: classes that this file alone may use; none by default.
  public init(file: String? = nil, customObjects: CustomObjects = CustomObjects()) {
    (self.file, self.customObjects) = (file, customObjects)
  }

  // MARK: - Kinds

  /// The layer that `value` describes: a name, or an object.
  ///
  /// - Parameter path: where the layer is, without its own name: `model/encoder`.
  open func layer(_ value: ConfigValue, path: String = "") throws -> Layer {
    let object = try serialized(value, "a layer", path: path)
    var inner = path
    if case .string(let name)? = object.config["name"] { inner += (path.isEmpty ? "" : "/") + name.brief }
    return try nested(inner) {
      try sharing(object, path: inner) {
        // The names of layers made from files take none of the numbers that a program's own layers get.
        try LayerNames.startingOver {
          try nestedModel(object, path: inner) ?? madeLayer(object, path: inner)
        }
      }
    }
  }

  /// The model inside another one that `object` describes; `nil`, the default, for what is no model. To be overridden where models are known.
  open func nestedModel(_ object: SerializedObject, path: String) throws -> Layer? { nil }

  /// The initializer that `value` describes: `"zeros"`, or an object.
  public func initializer(_ value: ConfigValue, path: String = "") throws -> any Initializer {
    try make(KerasClasses.initializers, value, path: path)
  }

  /// The regularizer that `value` describes: `"l2"`, or an object.
  public func regularizer(_ value: ConfigValue, path: String = "") throws -> any Regularizer {
    try make(KerasClasses.regularizers, value, path: path)
  }

  /// The constraint that `value` describes: `"non_neg"`, or an object.
  public func constraint(_ value: ConfigValue, path: String = "") throws -> any Constraint {
    try make(KerasClasses.constraints, value, path: path)
  }

  /// The activation that `value` describes: `"relu"`, a function by its name, or one of the layers ELU, LeakyReLU, ReLU and Softmax, which
  /// Keras takes for activations too.
  public func activation(_ value: ConfigValue, path: String = "") throws -> ActivationFunction {
    let object = try serialized(value, "an activation", path: path)
    if let custom = customMaker(for: object) {
      let made = try custom(ConfigReader(object, path: path, maker: self))
      return try made as? ActivationFunction ?? { throw unlike(object, "an activation", path: path) }()
    }
    if object.isKeras, let function = ActivationFunction.keras[object.className] { return function }
    if !object.isWord, !object.isFunction {
      switch try layer(value, path: path) {
      case let layer as ELU: return .elu(alpha: layer.alpha)
      case let layer as LeakyReLU: return .leakyReLU(negativeSlope: layer.negativeSlope)
      case let layer as ReLU:
        return .relu(negativeSlope: layer.negativeSlope, maxValue: layer.maxValue, threshold: layer.threshold)
      case let layer as Softmax: return .softmax(axis: layer.axis)
      default: break
      }
    }
    throw unknown(object, "an activation", path: path)
  }

  /// The element type that `value` names: a word, or a `DTypePolicy`.
  ///
  /// Integers of any width become int32.
  public func elementType(_ value: ConfigValue, path: String = "") throws -> ElementType {
    var word = value
    if case .object(let policy) = value, case .object(let config)? = policy["config"], let name = config["name"] {
      word = name
    }
    guard case .string(let name) = word else {
      throw error(path: path, expected: "dtype to be a word or a DTypePolicy", received: value.brief)
    }
    if let type = ElementType(rawValue: name) { return type }
    if ["int8", "int16", "int64", "uint16", "uint32", "uint64"].contains(name) { return .int32 }
    throw error(
      path: path, expected: "a dtype that Keratin computes in: float32 or float64", received: name.brief,
      suggestion: "a model saved with keras.config.set_dtype_policy(\"float32\")")
  }

  // MARK: - Making

  /// The object of a kind that `value` describes.
  ///
  /// - Parameter complete: sets what all objects of the kind have.
  package func make<Object>(
    _ kind: ObjectKind<Object>, _ value: ConfigValue, path: String,
    _ complete: (Object, ConfigReader) throws -> Void = { _, _ in }
  ) throws -> Object {
    let object = try serialized(value, kind.name, path: path)
    let config = ConfigReader(object, path: path, maker: self)
    return try nested(path) {
      let made = try made(config, kind)
      try complete(made, config)
      try config.finish()
      return made
    }
  }

  /// A layer with what all layers have.
  private func madeLayer(_ object: SerializedObject, path: String) throws -> Layer {
    let config = ConfigReader(object, path: path, maker: self)
    let elementType = try config.elementType() ?? FloatPolicy.elementType
    let layer = try FloatPolicy.with(elementType) { try made(config, KerasClasses.layers) }
    if let name: String = try config.optional("name") { layer.name = name }
    if let isTrainable: Bool = try config.optional("trainable") { layer.isTrainable = isTrainable }
    // Some layers read it themselves and pass it on to layers inside.
    if config.isUnread("activity_regularizer"), let penalty = try config.regularizer("activity_regularizer") {
      layer.activityRegularizer = penalty
    }
    do {
      try requireSoundName(layer.name)
    } catch {
      throw config.wrong("name", "a text of at least one character, without a slash")
    }
    try config.finish()
    return layer
  }

  /// The object that a class, custom or Keras's, makes from its arguments.
  private func made<Object>(_ config: ConfigReader, _ kind: ObjectKind<Object>) throws -> Object {
    let object = config.object
    let made: Any
    if let custom = customMaker(for: object) {
      made = try custom(config)
    } else if object.isKeras, !object.isWord || kind.acceptsWords, let type = kind.classes[object.className] {
      made = try type.init(config)
    } else {
      throw unknown(object, kind.name, path: config.path)
    }
    return try made as? Object ?? { throw unlike(object, kind.name, path: config.path) }()
  }

  /// What `value` says, in parts. Throws for what is no object, and for code.
  package func serialized(_ value: ConfigValue, _ kind: String, path: String) throws -> SerializedObject {
    if case .object(let members) = value, case .string("__lambda__")? = members["class_name"] {
      throw code("a Python function", path: path)
    }
    guard let object = SerializedObject(value) else {
      throw error(
        path: path, expected: "\(kind): a name, or an object with class_name and config", received: value.brief)
    }
    return object
  }

  private func customMaker(for object: SerializedObject) -> CustomObjects.Maker? {
    customObjects.maker(for: object) ?? CustomObjects.registered.maker(for: object)
  }

  /// Requires that objects are not too deep inside one another.
  private func nested<R>(_ path: String, _ body: () throws -> R) throws -> R {
    guard depth < ObjectMaker.depthLimit else {
      throw error(
        path: path, expected: "at most \(ObjectMaker.depthLimit) objects inside one another", received: "more")
    }
    depth += 1
    defer { depth -= 1 }
    return try body()
  }

  /// The layer that was made from the same object before, else a new one.
  private func sharing(_ object: SerializedObject, path: String, _ make: () throws -> Layer) throws -> Layer {
    guard let id = object.sharedObjectID else { return try make() }
    if let known = shared[id] {
      guard known.className == object.className else {
        throw error(
          path: path, expected: "shared_object_id \(id) to name one object",
          received: "a \(known.className.brief) and a \(object.className.brief)")
      }
      return known.layer
    }
    let layer = try make()
    guard shared[id] == nil else {
      throw error(
        path: path, expected: "shared_object_id \(id) to name one object", received: "an object inside itself")
    }
    shared[id] = (object.className, layer)
    return layer
  }
}
