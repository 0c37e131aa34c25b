public import KeratinGraph

extension Regularizers {
  /// l2·Σx², without a factor of ½: weights stay small.
  public struct L2: Regularizer, Configurable {
    public static let module = "keras.regularizers"
    public let l2: Double
    public var config: [String: ConfigValue] { ["l2": .double(l2)] }

    /// - Parameter l2: at least 0; 0.01 by default.
    public init(_ l2: Double = 0.01) { self.l2 = l2 }

    public func penalty(_ x: Tensor) -> Tensor { L1L2(l2: l2).penalty(x) }
  }
}

extension Regularizer where Self == Regularizers.L2 {
  /// l2·Σx², without a factor of ½: weights stay small.
  public static func l2(_ l2: Double = 0.01) -> Self { Self(l2) }
}

extension Regularizers.L2: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(try config("l2", or: 0.01))
  }
}
