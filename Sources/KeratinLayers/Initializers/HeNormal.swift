public import KeratinGraph

extension Initializers {
  /// Normal with variance 2 / fan in, cut off at two standard deviations, for layers that end in ReLU.
  ///
  /// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.
  public struct HeNormal: NamedVarianceScaling, KerasObject {
    public static let scaling = VarianceScaling(scale: 2, mode: .fanIn, distribution: .truncatedNormal)
    public let seed: Int?

    /// - Parameter seed: see ``RandomInitializer``.
    public init(seed: Int? = nil) { self.seed = seed }
  }
}

extension Initializer where Self == Initializers.HeNormal {
  /// Normal with variance 2 / fan in, cut off at two standard deviations, for layers that end in ReLU.
  public static var heNormal: Self { Self() }
  /// The same, drawn from a seed.
  public static func heNormal(seed: Int) -> Self { Self(seed: seed) }
}
