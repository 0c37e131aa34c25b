public import KeratinGraph

extension Constraints {
  /// w / (ε + ‖w‖), ε being 1e-7: every column of weights has the length 1.
  public struct UnitNorm: Constraint, Configurable {
    public static let module = "keras.constraints"
    public let axes: [Int]
    public var config: [String: ConfigValue] { ["axis": axisConfig(axes)] }

    /// - Parameter axes: along which norms are taken; `[0]` by default, the inputs of each unit of a `Dense` layer.
    public init(axes: [Int] = [0]) { self.axes = axes }

    public func projected(_ x: Tensor) -> Tensor { x / (x.norms(axes) + Constraints.epsilon) }
  }
}

extension Constraint where Self == Constraints.UnitNorm {
  /// Every column of weights has the length 1.
  public static func unitNorm(axes: [Int] = [0]) -> Self { Self(axes: axes) }
}

extension Constraints.UnitNorm: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(axes: try config.perAxis("axis", or: 0))
  }
}
