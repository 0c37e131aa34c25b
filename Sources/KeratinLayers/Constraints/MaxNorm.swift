public import KeratinGraph

extension Constraints {
  /// w·min(‖w‖, c) / (ε + ‖w‖), ε being 1e-7: no column of weights is longer than c.
  ///
  /// Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15, 2014.
  public struct MaxNorm: Constraint, Configurable {
    public static let module = "keras.constraints"
    public let maxValue: Double
    public let axes: [Int]
    public var config: [String: ConfigValue] { ["max_value": .double(maxValue), "axis": axisConfig(axes)] }

    /// - Parameters:
    ///   - maxValue: c, at least 0; 2 by default.
    ///   - axes: along which norms are taken; `[0]` by default, the inputs of each unit of a `Dense` layer.
    public init(_ maxValue: Double = 2, axes: [Int] = [0]) { (self.maxValue, self.axes) = (maxValue, axes) }

    public func projected(_ x: Tensor) -> Tensor {
      guard maxValue >= 0 else {
        return Tensor(
          failing: KeratinError(
            .argument, expected: "maxValue of at least 0", received: "\(maxValue)", operation: "MaxNorm"))
      }
      let norms = x.norms(axes)
      return x * (norms.clamped(min: 0, max: maxValue) / (norms + Constraints.epsilon))
    }
  }
}

extension Constraint where Self == Constraints.MaxNorm {
  /// No column of weights is longer than `maxValue`.
  public static func maxNorm(_ maxValue: Double = 2, axes: [Int] = [0]) -> Self { Self(maxValue, axes: axes) }
}

extension Constraints.MaxNorm: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(try config("max_value", or: 2), axes: try config.perAxis("axis", or: 0))
  }
}
