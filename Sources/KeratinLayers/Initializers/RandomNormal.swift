public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// Numbers from the normal distribution.
  public struct RandomNormal: NormalInitializer {
    public let mean: Double
    public let stddev: Double
    public let seed: Int?

    /// - Parameters:
    ///   - mean: 0 by default.
    ///   - stddev: the standard deviation; 0.05 by default.
    ///   - seed: see ``RandomInitializer``.
    public init(mean: Double = 0, stddev: Double = 0.05, seed: Int? = nil) {
      (self.mean, self.stddev, self.seed) = (mean, stddev, seed)
    }

    public func draw(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
      try drawn { source.normals(shape.count) }
    }
  }
}

extension Initializer where Self == Initializers.RandomNormal {
  /// Numbers from the normal distribution with mean 0 and standard deviation 0.05.
  public static var randomNormal: Self { Self() }
  /// Numbers from the normal distribution.
  public static func randomNormal(mean: Double = 0, stddev: Double = 0.05, seed: Int? = nil) -> Self {
    Self(mean: mean, stddev: stddev, seed: seed)
  }
}

extension Initializers.RandomNormal: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(mean: try config("mean", or: 0), stddev: try config("stddev", or: 0.05), seed: try config.seed())
  }
}
