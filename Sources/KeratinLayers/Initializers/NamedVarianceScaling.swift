public import KeratinKernels

/// ``Initializers/VarianceScaling`` with its arguments fixed, under a name of its own.
public protocol NamedVarianceScaling: RandomInitializer, Configurable {
  /// - Parameter seed: see ``RandomInitializer``.
  init(seed: Int?)
  /// What the name stands for.
  static var scaling: Initializers.VarianceScaling { get }
}

extension NamedVarianceScaling {
  public static var module: String { "keras.initializers" }
  public var config: [String: ConfigValue] { ["seed": seedConfig] }

  package init(_ config: ConfigReader) throws { self.init(seed: try config.seed()) }

  public func draw(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
    try Self.scaling.draw(shape, &source)
  }
}
