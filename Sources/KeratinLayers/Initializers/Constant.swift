public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// All elements one number.
  public struct Constant: Initializer, Configurable {
    public static let module = "keras.initializers"
    public let value: Double
    public var config: [String: ConfigValue] { ["value": .double(value)] }

    /// - Parameter value: 0 by default.
    public init(_ value: Double = 0) { self.value = value }

    public func values(_ shape: Shape, _ source: inout RandomSource) -> [Double] {
      [Double](repeating: value, count: shape.count)
    }
  }
}

extension Initializer where Self == Initializers.Constant {
  /// All elements `value`, 0 by default.
  public static func constant(_ value: Double = 0) -> Self { Self(value) }
}

extension Initializers.Constant: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(try config("value", or: 0))
  }
}
