public import KeratinGraph

extension Regularizers {
  /// l1·Σ|x|: many weights become exactly 0.
  public struct L1: Regularizer, Configurable {
    public static let module = "keras.regularizers"
    public let l1: Double
    public var config: [String: ConfigValue] { ["l1": .double(l1)] }

    /// - Parameter l1: at least 0; 0.01 by default.
    public init(_ l1: Double = 0.01) { self.l1 = l1 }

    public func penalty(_ x: Tensor) -> Tensor { L1L2(l1: l1).penalty(x) }
  }
}

extension Regularizer where Self == Regularizers.L1 {
  /// l1·Σ|x|: many weights become exactly 0.
  public static func l1(_ l1: Double = 0.01) -> Self { Self(l1) }
}

extension Regularizers.L1: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(try config("l1", or: 0.01))
  }
}
