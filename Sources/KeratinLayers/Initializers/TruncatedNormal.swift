public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// Numbers from the normal distribution, those more than two standard deviations from the mean drawn again.
  ///
  /// `stddev` is that of the whole distribution; what is drawn has 0.8796 of it.
  public struct TruncatedNormal: NormalInitializer {
    public let mean: Double
    public let stddev: Double
    public let seed: Int?

    /// - Parameters:
    ///   - mean: 0 by default.
    ///   - stddev: the standard deviation before the ends are cut off; 0.05 by default.
    ///   - seed: see ``RandomInitializer``.
    public init(mean: Double = 0, stddev: Double = 0.05, seed: Int? = nil) {
      (self.mean, self.stddev, self.seed) = (mean, stddev, seed)
    }

    public func draw(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
      try drawn { source.truncatedNormals(shape.count) }
    }
  }
}

extension Initializer where Self == Initializers.TruncatedNormal {
  /// Numbers from the normal distribution with mean 0 and standard deviation 0.05, cut off at ±0.1.
  public static var truncatedNormal: Self { Self() }
  /// Numbers from the normal distribution, cut off two standard deviations from the mean.
  public static func truncatedNormal(mean: Double = 0, stddev: Double = 0.05, seed: Int? = nil) -> Self {
    Self(mean: mean, stddev: stddev, seed: seed)
  }
}

extension Initializers.TruncatedNormal: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(mean: try config("mean", or: 0), stddev: try config("stddev", or: 0.05), seed: try config.seed())
  }
}
