public import KeratinGraph

extension Constraints {
  /// w·(r·clip(‖w‖, low, high) + (1 − r)·‖w‖) / (ε + ‖w‖), ε being 1e-7: columns of weights come nearer to lengths in a range.
  public struct MinMaxNorm: Constraint, Configurable {
    public static let module = "keras.constraints"
    public let minValue: Double
    public let maxValue: Double
    public let rate: Double
    public let axes: [Int]
    public var config: [String: ConfigValue] {
      [
        "min_value": .double(minValue), "max_value": .double(maxValue), "rate": .double(rate),
        "axis": axisConfig(axes),
      ]
    }

    /// - Parameters:
    ///   - minValue: the least length, at least 0; 0 by default.
    ///   - maxValue: the greatest length, at least `minValue`; 1 by default.
    ///   - rate: r, how much of the way into the range each update goes, between 0 and 1; 1 by default, all of it.
    ///   - axes: along which norms are taken; `[0]` by default, the inputs of each unit of a `Dense` layer.
    public init(minValue: Double = 0, maxValue: Double = 1, rate: Double = 1, axes: [Int] = [0]) {
      (self.minValue, self.maxValue, self.rate, self.axes) = (minValue, maxValue, rate, axes)
    }

    public func projected(_ x: Tensor) -> Tensor {
      guard minValue >= 0, maxValue >= minValue, (0...1).contains(rate) else {
        return Tensor(
          failing: KeratinError(
            .argument, expected: "0 ≤ minValue ≤ maxValue and rate between 0 and 1",
            received: "minValue: \(minValue), maxValue: \(maxValue), rate: \(rate)", operation: "MinMaxNorm"))
      }
      let norms = x.norms(axes)
      let desired = rate * norms.clamped(min: minValue, max: maxValue) + (1 - rate) * norms
      return x * (desired / (norms + Constraints.epsilon))
    }
  }
}

extension Constraint where Self == Constraints.MinMaxNorm {
  /// Columns of weights come nearer to lengths between `minValue` and `maxValue`.
  public static func minMaxNorm(
    minValue: Double = 0, maxValue: Double = 1, rate: Double = 1, axes: [Int] = [0]
  ) -> Self {
    Self(minValue: minValue, maxValue: maxValue, rate: rate, axes: axes)
  }
}

extension Constraints.MinMaxNorm: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(
      minValue: try config("min_value", or: 0), maxValue: try config("max_value", or: 1),
      rate: try config("rate", or: 1), axes: try config.perAxis("axis", or: 0))
  }
}
