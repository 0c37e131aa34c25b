public import KeratinGraph

extension Initializers {
  /// Normal with variance 2 / (fan in + fan out), cut off at two standard deviations.
  ///
  /// Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
  public struct GlorotNormal: NamedVarianceScaling, KerasObject {
    public static let scaling = VarianceScaling(scale: 1, mode: .fanAvg, distribution: .truncatedNormal)
    public let seed: Int?

    /// - Parameter seed: see ``RandomInitializer``.
    public init(seed: Int? = nil) { self.seed = seed }
  }
}

extension Initializer where Self == Initializers.GlorotNormal {
  /// Normal with variance 2 / (fan in + fan out), cut off at two standard deviations.
  public static var glorotNormal: Self { Self() }
  /// The same, drawn from a seed.
  public static func glorotNormal(seed: Int) -> Self { Self(seed: seed) }
}
