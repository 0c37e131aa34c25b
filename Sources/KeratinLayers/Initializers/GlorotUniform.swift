public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// Uniform between ±√(6 / (fanIn + fanOut)).
  ///
  /// Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
  public struct GlorotUniform: Initializer, Configurable {
    public static let module = "keras.initializers"
    public static let className = "GlorotUniform"
    public let seed: UInt64?
    public var config: [String: ConfigValue] { ["seed": seed.map { .int(Int($0)) } ?? .null] }

    public init(seed: UInt64? = nil) { self.seed = seed }

    public func values(_ shape: Shape, _ source: inout RandomSource) -> [Double] {
      let fans = shape.rank < 2 ? (shape.count, shape.count) : (shape[-2], shape[-1])
      let limit = (6 / Double(fans.0 + fans.1)).squareRoot()
      return (0..<shape.count).map { _ in (2 * source.uniform() - 1) * limit }
    }
  }
}

extension Initializer where Self == Initializers.GlorotUniform {
  public static var glorotUniform: Initializers.GlorotUniform { Initializers.GlorotUniform() }
}
