public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Schedules {
  /// (r − e)·(1 − t/T)ᵖ + e after t updates, e from T updates on; T is `decaySteps`, e `endLearningRate`, p `power`.
  ///
  /// If it cycles, T grows to the next multiple of itself whenever t has passed it, and the rate rises anew.
  public struct PolynomialDecay: LearningRateSchedule, Configurable {
    public static let module = "keras.optimizers.schedules"
    public let initialLearningRate: Double
    public let decaySteps: Int
    public let endLearningRate: Double
    public let power: Double
    public let cycle: Bool

    /// - Parameters:
    ///   - initialLearningRate: the learning rate r of the first update.
    ///   - decaySteps: T, at least 1.
    ///   - endLearningRate: e; 0.0001 by default.
    ///   - power: p; 1 by default, a straight line.
    ///   - cycle: whether the rate rises anew after T updates; false by default.
    public init(
      _ initialLearningRate: Double, decaySteps: Int, endLearningRate: Double = 0.0001, power: Double = 1,
      cycle: Bool = false
    ) {
      (self.initialLearningRate, self.decaySteps, self.endLearningRate, self.power, self.cycle) = (
        initialLearningRate, decaySteps, endLearningRate, power, cycle
      )
    }

    public func learningRate(_ step: Tensor) -> Tensor {
      guard decaySteps >= 1 else {
        return unsound("PolynomialDecay", expected: "decaySteps of at least 1", received: "\(decaySteps)")
      }
      let span = Double(decaySteps)
      let fraction = cycle ? step / (maximum(ceil(step / span), 1) * span) : minimum(step, span) / span
      return (initialLearningRate - endLearningRate) * pow(1 - fraction, power) + endLearningRate
    }

    public var config: [String: ConfigValue] {
      [
        "initial_learning_rate": .double(initialLearningRate), "decay_steps": .int(decaySteps),
        "end_learning_rate": .double(endLearningRate), "power": .double(power), "cycle": .bool(cycle),
        "name": "PolynomialDecay",
      ]
    }
  }
}

extension LearningRateSchedule where Self == Schedules.PolynomialDecay {
  /// A learning rate that falls as a power to an end.
  public static func polynomialDecay(
    _ initialLearningRate: Double, decaySteps: Int, endLearningRate: Double = 0.0001, power: Double = 1,
    cycle: Bool = false
  ) -> Self {
    Self(initialLearningRate, decaySteps: decaySteps, endLearningRate: endLearningRate, power: power, cycle: cycle)
  }
}

extension Schedules.PolynomialDecay: KerasObject {
  package init(_ config: ConfigReader) throws {
    config.ignore("name")
    self.init(
      try config("initial_learning_rate"), decaySteps: try config("decay_steps"),
      endLearningRate: try config("end_learning_rate", or: 0.0001),
      power: try config("power", or: 1), cycle: try config("cycle", or: false))
  }
}
