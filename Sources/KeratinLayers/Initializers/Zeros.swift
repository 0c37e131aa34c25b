public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// All elements 0.
  public struct Zeros: Initializer, Configurable {
    public static let module = "keras.initializers"
    public var config: [String: ConfigValue] { [:] }

    public init() {}

    public func values(_ shape: Shape, _ source: inout RandomSource) -> [Double] {
      [Double](repeating: 0, count: shape.count)
    }
  }
}

extension Initializer where Self == Initializers.Zeros {
  /// All elements 0.
  public static var zeros: Self { Self() }
}

extension Initializers.Zeros: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init()
  }
}
