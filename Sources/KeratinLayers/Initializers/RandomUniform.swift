public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// Numbers equally likely everywhere between two bounds.
  public struct RandomUniform: RandomInitializer, Configurable {
    public static let module = "keras.initializers"
    public let minval: Double
    public let maxval: Double
    public let seed: Int?
    public var config: [String: ConfigValue] {
      ["minval": .double(minval), "maxval": .double(maxval), "seed": seedConfig]
    }

    /// - Parameters:
    ///   - minval: the least number; −0.05 by default.
    ///   - maxval: what all numbers lie below; 0.05 by default.
    ///   - seed: see ``RandomInitializer``.
    public init(minval: Double = -0.05, maxval: Double = 0.05, seed: Int? = nil) {
      (self.minval, self.maxval, self.seed) = (minval, maxval, seed)
    }

    public func draw(_ shape: Shape, _ source: inout RandomSource) -> [Double] {
      var values = source.uniforms(shape.count)
      for index in values.indices { values[index] = minval + (maxval - minval) * values[index] }
      return values
    }
  }
}

extension Initializer where Self == Initializers.RandomUniform {
  /// Numbers equally likely everywhere between ±0.05.
  public static var randomUniform: Self { Self() }
  /// Numbers equally likely everywhere between two bounds.
  public static func randomUniform(minval: Double = -0.05, maxval: Double = 0.05, seed: Int? = nil) -> Self {
    Self(minval: minval, maxval: maxval, seed: seed)
  }
}

extension Initializers.RandomUniform: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      minval: try config("minval", or: -0.05), maxval: try config("maxval", or: 0.05), seed: try config.seed())
  }
}
