public import KeratinGraph
internal import KeratinKernels

/// Arguments that are objects themselves.
extension ConfigReader {
  /// An activation, `nil` where it is null or not there.
  public func activation(_ key: String = "activation") throws -> ActivationFunction? {
    isNull(key) ? nil : try maker.activation(try present(key), path: place(key))
  }

  /// An activation; `.linear` where it is null, and one for where it is not there.
  func activation(_ key: String, or standard: ActivationFunction) throws -> ActivationFunction {
    object.config[key] == nil ? standard : try activation(key) ?? .linear
  }

  /// An initializer, with one for where it is null or not there.
  public func initializer(_ key: String, or standard: any Initializer) throws -> any Initializer {
    isNull(key) ? standard : try maker.initializer(try present(key), path: place(key))
  }

  /// A regularizer, `nil` where it is null or not there.
  public func regularizer(_ key: String) throws -> (any Regularizer)? {
    isNull(key) ? nil : try maker.regularizer(try present(key), path: place(key))
  }

  /// A constraint, `nil` where it is null or not there.
  public func constraint(_ key: String) throws -> (any Constraint)? {
    isNull(key) ? nil : try maker.constraint(try present(key), path: place(key))
  }

  /// What is asked of a weight: `kernel` stands for `kernel_initializer`, `kernel_regularizer` and `kernel_constraint`.
  func weight(_ name: String, _ standard: any Initializer) throws -> WeightSettings {
    WeightSettings(
      try initializer(name + "_initializer", or: standard), try regularizer(name + "_regularizer"),
      try constraint(name + "_constraint"))
  }

  /// A layer inside this one, that must be there.
  public func layer(_ key: String) throws -> Layer { try maker.layer(try present(key), path: path) }

  /// A layer inside this one, `nil` where it is null or not there.
  public func optionalLayer(_ key: String) throws -> Layer? { isNull(key) ? nil : try layer(key) }

  /// A layer of a certain class inside this one.
  func layer<L: Layer>(_ key: String, as type: L.Type) throws -> L {
    let layer = try layer(key)
    return try layer as? L ?? { throw wrong(key, "a layer of class \(L.className)") }()
  }

  /// Layers inside this one.
  public func layers(_ key: String) throws -> [Layer] {
    guard case .array(let values) = try present(key) else { throw wrong(key, "a list of layers") }
    return try values.map { try maker.layer($0, path: path) }
  }

  /// The element type of a layer: a word, or a policy. `nil` for the one in force.
  func elementType() throws -> ElementType? {
    guard let value = value("dtype"), value != .null else { return nil }
    return try maker.elementType(value, path: path)
  }

  package func present(_ key: String) throws -> ConfigValue {
    try value(key) ?? { throw missing(key, "an object") }()
  }

  /// Where an argument's object is: `sequential/dense.kernel_initializer`.
  package func place(_ key: String) -> String { "\(path).\(key)" }
}
