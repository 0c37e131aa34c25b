public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// All elements 1.
  public struct Ones: Initializer, Configurable {
    public static let module = "keras.initializers"
    public var config: [String: ConfigValue] { [:] }

    public init() {}

    public func values(_ shape: Shape, _ source: inout RandomSource) -> [Double] {
      [Double](repeating: 1, count: shape.count)
    }
  }
}

extension Initializer where Self == Initializers.Ones {
  /// All elements 1.
  public static var ones: Self { Self() }
}

extension Initializers.Ones: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init()
  }
}
