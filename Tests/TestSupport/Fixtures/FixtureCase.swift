/// One case of a ``Fixture``: a Keras object, how it was used, and the arrays that went in and came out.
public struct FixtureCase: Decodable, Sendable, CustomStringConvertible {
  /// The case's own name, unique in its file.
  public let name: String
  /// The Keras class under test, `nil` where the case is about more than one object.
  public let className: String?
  /// Keras's `get_config()` of that object.
  public let config: FixtureValue
  /// How the object was used.
  public let settings: FixtureValue
  /// Named lists of numbers: a training history, one value an epoch.
  public let series: [String: [Double]]
  /// The arrays, by the part they play.
  public let tensors: [String: [FixtureTensor]]

  private enum CodingKeys: String, CodingKey {
    case name, config, settings, series, tensors
    case className = "class"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    className = try container.decodeIfPresent(String.self, forKey: .className)
    config = try container.decodeIfPresent(FixtureValue.self, forKey: .config) ?? .object([:])
    settings = try container.decodeIfPresent(FixtureValue.self, forKey: .settings) ?? .object([:])
    series = try container.decodeIfPresent([String: [Double]].self, forKey: .series) ?? [:]
    tensors = try container.decode([String: [FixtureTensor]].self, forKey: .tensors)
  }

  /// The arrays that play `role`; empty if the case has none, as a layer without weights.
  public subscript(role: String) -> [FixtureTensor] { tensors[role] ?? [] }

  /// The one array that plays `role`; throws if there is none.
  public func tensor(_ role: String) throws -> FixtureTensor {
    guard let first = self[role].first else { throw FixtureError.missing("tensor", "\(role) in \(name)") }
    return first
  }

  /// The name, so that a failing test says which case failed.
  public var description: String { name }
}
