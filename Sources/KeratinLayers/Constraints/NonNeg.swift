public import KeratinGraph

extension Constraints {
  /// max(w, 0): no weight is negative.
  public struct NonNeg: Constraint, Configurable {
    public static let module = "keras.constraints"
    public var config: [String: ConfigValue] { [:] }

    public init() {}

    public func projected(_ x: Tensor) -> Tensor { maximum(x, 0) }
  }
}

extension Constraint where Self == Constraints.NonNeg {
  /// max(w, 0): no weight is negative.
  public static var nonNeg: Self { Self() }
}

extension Constraints.NonNeg: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init()
  }
}
