public import KeratinGraph

extension Initializers {
  /// Uniform between ±√(3 / fan in).
  ///
  /// Source: LeCun, Bottou, Orr, Müller, "Efficient backprop", in Neural Networks: Tricks of the Trade, 1998.
  public struct LecunUniform: NamedVarianceScaling, KerasObject {
    public static let scaling = VarianceScaling(scale: 1, mode: .fanIn, distribution: .uniform)
    public let seed: Int?

    /// - Parameter seed: see ``RandomInitializer``.
    public init(seed: Int? = nil) { self.seed = seed }
  }
}

extension Initializer where Self == Initializers.LecunUniform {
  /// Uniform between ±√(3 / fan in).
  public static var lecunUniform: Self { Self() }
  /// The same, drawn from a seed.
  public static func lecunUniform(seed: Int) -> Self { Self(seed: seed) }
}
