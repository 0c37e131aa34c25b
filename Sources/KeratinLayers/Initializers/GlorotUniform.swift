public import KeratinGraph

extension Initializers {
  /// Uniform between ±√(6 / (fan in + fan out)).
  ///
  /// Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
  public struct GlorotUniform: NamedVarianceScaling, KerasObject {
    public static let scaling = VarianceScaling(scale: 1, mode: .fanAvg, distribution: .uniform)
    public let seed: Int?

    /// - Parameter seed: see ``RandomInitializer``.
    public init(seed: Int? = nil) { self.seed = seed }
  }
}

extension Initializer where Self == Initializers.GlorotUniform {
  /// Uniform between ±√(6 / (fan in + fan out)).
  public static var glorotUniform: Self { Self() }
  /// The same, drawn from a seed.
  public static func glorotUniform(seed: Int) -> Self { Self(seed: seed) }
}
