public import KeratinGraph

extension Initializers {
  /// Normal with variance 1 / fan in, cut off at two standard deviations; what SELU asks for.
  ///
  /// Source: LeCun, Bottou, Orr, Müller, "Efficient backprop", in Neural Networks: Tricks of the Trade, 1998.
  public struct LecunNormal: NamedVarianceScaling, KerasObject {
    public static let scaling = VarianceScaling(scale: 1, mode: .fanIn, distribution: .truncatedNormal)
    public let seed: Int?

    /// - Parameter seed: see ``RandomInitializer``.
    public init(seed: Int? = nil) { self.seed = seed }
  }
}

extension Initializer where Self == Initializers.LecunNormal {
  /// Normal with variance 1 / fan in, cut off at two standard deviations; what SELU asks for.
  public static var lecunNormal: Self { Self() }
  /// The same, drawn from a seed.
  public static func lecunNormal(seed: Int) -> Self { Self(seed: seed) }
}
