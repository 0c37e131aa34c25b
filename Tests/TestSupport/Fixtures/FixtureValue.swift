/// Any JSON value: a part of a configuration as Keras writes it.
///
///     sample.config["units"].int            // 64
///     sample.config["kernel_initializer"]["class_name"].string
public indirect enum FixtureValue: Decodable, Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([FixtureValue])
  case object([String: FixtureValue])

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([FixtureValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: FixtureValue].self))
    }
  }

  /// The member called `key`, `.null` if this is no object or has none.
  public subscript(key: String) -> FixtureValue {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  /// True if there is nothing here.
  public var isNull: Bool { self == .null }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var double: Double? { if case .number(let value) = self { value } else { nil } }
  public var int: Int? { double.flatMap { Int(exactly: $0) } }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var array: [FixtureValue]? { if case .array(let values) = self { values } else { nil } }
  public var object: [String: FixtureValue]? { if case .object(let members) = self { members } else { nil } }
  /// The integers of an array of integers: a shape.
  public var ints: [Int]? { array.map { $0.compactMap(\.int) } }
}
