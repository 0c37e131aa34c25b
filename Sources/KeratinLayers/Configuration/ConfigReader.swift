public import KeratinGraph
internal import KeratinKernels

/// Reads the arguments of one object from a configuration, by Keras's names and with the types they must have.
///
///     Scale(factor: try config("factor"), offset: try config("offset", or: 0), limit: try config.optional("limit"))
///
/// What cannot be used is thrown as an error that names file, object, argument, what was expected and what came. An argument that
/// nothing has read is refused by ``finish()``, unless it is null or false: no setting is lost silently.
public final class ConfigReader {
  /// What is being read.
  public let object: SerializedObject
  /// Where the object is in its model: `sequential/dense_1`.
  public let path: String
  /// Makes the objects among the arguments.
  public let maker: ObjectMaker
  private var unread: Set<String>

  init(_ object: SerializedObject, path: String, maker: ObjectMaker) {
    (self.object, self.path, self.maker) = (object, path, maker)
    unread = Set(object.config.keys)
  }

  // MARK: - Arguments

  /// The value of an argument as it is, `nil` where there is none.
  public func value(_ key: String) -> ConfigValue? {
    unread.remove(key)
    return object.config[key]
  }

  /// An argument that must be there.
  public func callAsFunction<T: ConfigArgument>(_ key: String) throws -> T {
    guard let value = value(key) else { throw missing(key, T.expectation) }
    return try T(value) ?? { throw wrong(key, T.expectation) }()
  }

  /// An argument with a value for where it is not there.
  public func callAsFunction<T: ConfigArgument>(_ key: String, or standard: T) throws -> T {
    object.config[key] == nil ? standard : try self(key)
  }

  /// An argument that may be null, or not there.
  public func optional<T: ConfigArgument>(_ key: String) throws -> T? {
    isNull(key) ? nil : try self(key)
  }

  /// One of a set of choices, that must be there.
  public func callAsFunction<T: RawRepresentable & CaseIterable>(_ key: String) throws -> T where T.RawValue == String {
    let choices = "one of " + T.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    guard let value = value(key) else { throw missing(key, choices) }
    guard case .string(let word) = value, let choice = T(rawValue: word) else { throw wrong(key, choices) }
    return choice
  }

  /// One of a set of choices, with one for where the argument is not there.
  public func callAsFunction<T: RawRepresentable & CaseIterable>(
    _ key: String, or standard: T
  ) throws -> T where T.RawValue == String {
    object.config[key] == nil ? standard : try self(key)
  }

  /// One of a set of choices, or null.
  public func optional<T: RawRepresentable & CaseIterable>(_ key: String) throws -> T? where T.RawValue == String {
    isNull(key) ? nil : try self(key)
  }

  /// The seed of a random layer or initializer: any whole number, or null.
  ///
  /// Keras's files may hold a `SeedGenerator` in its place.
  public func seed(_ key: String = "seed") throws -> Int? {
    guard let value = value(key), value != .null else { return nil }
    if let seed = Int(whole: value) { return seed }
    if let generator = SerializedObject(value), generator.className == "SeedGenerator",
      let seed = Int(whole: generator.config["seed"] ?? .null)
    {
      return seed
    }
    throw wrong(key, "a whole number, or null")
  }

  // MARK: - What is read without being used

  /// Accepts an argument only if it has this value, the one that Keras has by default and whose effect is all there is here.
  public func accept(_ key: String, only value: ConfigValue) throws {
    guard let own = self.value(key), own != .null, own != value else { return }
    if let own = Double(own), let value = Double(value), own == value { return }
    throw error(
      expected: "\(key) to be \(value.brief), Keras's default", received: own.brief,
      suggestion: "a model without it: Keratin has nothing like it")
  }

  /// Accepts arguments whatever they are.
  public func ignore(_ keys: String...) { unread.subtract(keys) }

  /// Throws for arguments that were not read, unless they are null or false.
  public func finish() throws {
    for key in unread.sorted() {
      switch object.config[key] {
      case nil, .null?, .bool(false)?: continue
      case let value?:
        throw error(
          expected: "arguments that Keratin's \(object.className.brief) has",
          received: "\(key.brief): \(value.brief)",
          suggestion: object.isKeras ? "a model without it" : "reading it, or ignore(\"\(key.brief)\"), in the maker")
      }
    }
    unread = []
  }

  // MARK: - Mistakes

  /// An error about an argument of this object.
  public func wrong(_ key: String, _ expectation: String) -> KeratinError {
    error(expected: "\(key) to be \(expectation)", received: object.config[key]?.brief ?? "nothing")
  }

  func missing(_ key: String, _ expectation: String) -> KeratinError {
    error(
      expected: "the argument \(key), \(expectation)", received: "none of that name among \(object.config.count)")
  }

  /// An error about this object.
  public func error(expected: String, received: String, suggestion: String? = nil) -> KeratinError {
    maker.error(path: path, expected: expected, received: received, suggestion: suggestion)
  }

  /// Whether nothing has read an argument.
  func isUnread(_ key: String) -> Bool { unread.contains(key) }

  func isNull(_ key: String) -> Bool {
    switch object.config[key] {
    case nil: return true
    case .null?:
      unread.remove(key)
      return true
    default: return false
    }
  }
}
