public import KeratinGraph

extension Initializers {
  /// Uniform between ±√(6 / fan in), for layers that end in ReLU.
  ///
  /// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.
  public struct HeUniform: NamedVarianceScaling, KerasObject {
    public static let scaling = VarianceScaling(scale: 2, mode: .fanIn, distribution: .uniform)
    public let seed: Int?

    /// - Parameter seed: see ``RandomInitializer``.
    public init(seed: Int? = nil) { self.seed = seed }
  }
}

extension Initializer where Self == Initializers.HeUniform {
  /// Uniform between ±√(6 / fan in), for layers that end in ReLU.
  public static var heUniform: Self { Self() }
  /// The same, drawn from a seed.
  public static func heUniform(seed: Int) -> Self { Self(seed: seed) }
}
