/// An array of a ``FixtureCase``.
public struct FixtureTensor: Decodable, Sendable, Hashable {
  /// The name that Keras gave it (`dense/kernel`), if it is a variable.
  public let name: String?
  /// The extents of its axes.
  public let shape: [Int]
  /// Its elements, row-major.
  public let values: [Double]
  /// True if Keras held integers: labels.
  public let isInteger: Bool

  private enum CodingKeys: String, CodingKey { case name, type, shape, values }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decodeIfPresent(String.self, forKey: .name)
    shape = try container.decode([Int].self, forKey: .shape)
    values = try container.decode([Double].self, forKey: .values)
    isInteger = try container.decodeIfPresent(String.self, forKey: .type) == "int32"
    guard values.count == shape.reduce(1, *) else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container, debugDescription: "\(values.count) values cannot have shape \(shape)")
    }
  }

  private init(name: String?, shape: [Int], values: [Double], isInteger: Bool) {
    self.name = name
    self.shape = shape
    self.values = values
    self.isInteger = isInteger
  }

  /// Element `index` along the first axis: the state after one step of a stack of steps.
  public subscript(index: Int) -> FixtureTensor {
    let rest = Array(shape.dropFirst())
    let size = rest.reduce(1, *)
    return FixtureTensor(
      name: name, shape: rest, values: Array(values[index * size..<(index + 1) * size]), isInteger: isInteger)
  }

  /// The elements in single precision.
  public var floats: [Float] { values.map { Float($0) } }
  /// The elements of an integer array.
  public var integers: [Int32] { values.map { Int32($0) } }
}
