public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// Random numbers with mean 0 and variance scale / n, where n ≥ 1 is the weight's fan: its number of inputs, of units, or the mean of the two.
  ///
  /// Keeps the size of signals (fan in) or of gradients (fan out) from layer to layer.
  /// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.
  public struct VarianceScaling: RandomInitializer, Configurable {
    /// What n counts.
    public enum Mode: String, Sendable, CaseIterable {
      /// The inputs of each unit.
      case fanIn = "fan_in"
      /// The units that each input feeds.
      case fanOut = "fan_out"
      /// The mean of the two.
      case fanAvg = "fan_avg"
    }

    /// Where the numbers come from.
    public enum Distribution: String, Sendable, CaseIterable {
      /// The normal distribution cut off at two standard deviations, widened so that the variance is kept.
      case truncatedNormal = "truncated_normal"
      /// The normal distribution.
      case untruncatedNormal = "untruncated_normal"
      /// Equally likely everywhere between ±√(3·scale / n).
      case uniform
    }

    public static let module = "keras.initializers"
    public let scale: Double
    public let mode: Mode
    public let distribution: Distribution
    public let seed: Int?
    public var config: [String: ConfigValue] {
      [
        "scale": .double(scale), "mode": .string(mode.rawValue), "distribution": .string(distribution.rawValue),
        "seed": seedConfig,
      ]
    }

    /// - Parameters:
    ///   - scale: greater than 0; 1 by default.
    ///   - mode: what n counts; `.fanIn` by default.
    ///   - distribution: `.truncatedNormal` by default.
    ///   - seed: see ``RandomInitializer``.
    public init(
      scale: Double = 1, mode: Mode = .fanIn, distribution: Distribution = .truncatedNormal, seed: Int? = nil
    ) {
      (self.scale, self.mode, self.distribution, self.seed) = (scale, mode, distribution, seed)
    }

    public func draw(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
      guard scale > 0, scale.isFinite else {
        throw KeratinError(
          .argument, expected: "a scale greater than 0", received: "\(scale)", operation: "VarianceScaling")
      }
      let fans = shape.fans
      let n: Double =
        switch mode {
        case .fanIn: Double(fans.in)
        case .fanOut: Double(fans.out)
        case .fanAvg: (Double(fans.in) + Double(fans.out)) / 2
        }
      let variance = scale / max(n, 1)
      switch distribution {
      case .truncatedNormal:
        let stddev = variance.squareRoot() / RandomSource.truncatedNormalDeviation
        return try TruncatedNormal(stddev: stddev).draw(shape, &source)
      case .untruncatedNormal:
        return try RandomNormal(stddev: variance.squareRoot()).draw(shape, &source)
      case .uniform:
        let limit = (3 * variance).squareRoot()
        return RandomUniform(minval: -limit, maxval: limit).draw(shape, &source)
      }
    }
  }
}

extension Initializer where Self == Initializers.VarianceScaling {
  /// Random numbers with a variance that depends on the weight's fan.
  public static func varianceScaling(
    scale: Double = 1, mode: Self.Mode = .fanIn, distribution: Self.Distribution = .truncatedNormal, seed: Int? = nil
  ) -> Self {
    Self(scale: scale, mode: mode, distribution: distribution, seed: seed)
  }
}

extension Initializers.VarianceScaling: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      scale: try config("scale", or: 1), mode: try config("mode", or: .fanIn),
      distribution: try config("distribution", or: .truncatedNormal), seed: try config.seed())
  }
}
