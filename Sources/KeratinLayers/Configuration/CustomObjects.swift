internal import Synchronization

/// Classes and activations that are not Keras's, and how to make them from a configuration.
///
///     CustomObjects.register(Scale.self) { config in Scale(factor: try config("factor")) }
///
/// lets files hold layers of the class `Scale`, whose `config` must have the argument: they are written, and found, under the name that
/// `@keras.saving.register_keras_serializable()` gives the class in Python, `Custom>Scale`. The same goes for initializers, regularizers,
/// constraints, losses, metrics, optimizers and learning-rate schedules, which for that conform to ``Configurable``.
///
/// A value of this type holds classes for one file alone, as Keras's argument `custom_objects` does.
public struct CustomObjects: Sendable {
  typealias Maker = @Sendable (ConfigReader) throws -> Any

  /// A name under which something is registered.
  struct Name: Sendable {
    let package: String
    let name: String
    var full: String { "\(package)>\(name)" }
  }

  private var makers: [String: Maker] = [:]
  private var types: [ObjectIdentifier: Name] = [:]
  private var functions: [String: Name] = [:]

  public init() {}

  /// Adds a class.
  ///
  /// - Parameters:
  ///   - type: a layer, initializer, loss, …
  ///   - package: what Python calls the package; `Custom` by default.
  ///   - name: what Python calls the class; by default what Swift does.
  ///   - make: makes an object from its arguments. A layer's name, element type, `trainable` and activity regularizer are set after it.
  public mutating func register<Object>(
    _ type: Object.Type, package: String = "Custom", name: String? = nil,
    _ make: @escaping @Sendable (ConfigReader) throws -> Object
  ) {
    let name = Name(package: package, name: name ?? "\(type)")
    types[ObjectIdentifier(type)] = name
    add(name) { try make($0) }
  }

  /// Adds an activation under its own name.
  public mutating func register(_ activation: ActivationFunction, package: String = "Custom") {
    let name = Name(package: package, name: activation.name)
    functions[activation.name] = name
    add(name) { _ in activation }
  }

  private mutating func add(_ name: Name, _ make: @escaping Maker) {
    makers[name.full] = make
    makers[name.name] = make
  }

  // MARK: - For all files

  private static let table = Mutex(CustomObjects())

  /// Makes a class known to all files that this program reads and writes from now on.
  ///
  /// - Parameters:
  ///   - type: a layer, initializer, loss, …
  ///   - package: what Python calls the package; `Custom` by default.
  ///   - name: what Python calls the class; by default what Swift does.
  ///   - make: makes an object from its arguments. A layer's name, element type, `trainable` and activity regularizer are set after it.
  public static func register<Object>(
    _ type: Object.Type, package: String = "Custom", name: String? = nil,
    _ make: @escaping @Sendable (ConfigReader) throws -> Object
  ) {
    table.withLock { $0.register(type, package: package, name: name, make) }
  }

  /// Makes an activation known, under its own name, to all files that this program reads and writes from now on.
  public static func register(_ activation: ActivationFunction, package: String = "Custom") {
    table.withLock { $0.register(activation, package: package) }
  }

  /// What is known to all files.
  static var registered: CustomObjects { table.withLock { $0 } }

  // MARK: - Looking up

  func maker(for object: SerializedObject) -> Maker? {
    object.customNames.lazy.compactMap { makers[$0] }.first
  }

  func name(of type: Any.Type) -> Name? { types[ObjectIdentifier(type)] }

  func function(_ name: String) -> Name? { functions[name] }
}
