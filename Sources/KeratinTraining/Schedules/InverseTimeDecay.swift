public import KeratinGraph
package import KeratinLayers

extension Schedules {
  /// r / (1 + d·t/T) after t updates, T being `decaySteps` and d `decayRate`.
  public struct InverseTimeDecay: FadingSchedule {
    public let initialLearningRate: Double
    public let decaySteps: Int
    public let decayRate: Double
    public let staircase: Bool

    /// - Parameters:
    ///   - initialLearningRate: the learning rate r of the first update.
    ///   - decaySteps: T, at least 1.
    ///   - decayRate: d.
    ///   - staircase: whether t/T is rounded down, so that the rate falls in steps; false by default.
    public init(
      _ initialLearningRate: Double, decaySteps: Int, decayRate: Double, staircase: Bool = false
    ) {
      (self.initialLearningRate, self.decaySteps, self.decayRate, self.staircase) = (
        initialLearningRate, decaySteps, decayRate, staircase
      )
    }

    public func learningRate(atShare share: Tensor) -> Tensor {
      initialLearningRate / (1 + decayRate * share)
    }
  }
}

extension LearningRateSchedule where Self == Schedules.InverseTimeDecay {
  /// A learning rate that falls as 1 / t.
  public static func inverseTimeDecay(
    _ initialLearningRate: Double, decaySteps: Int, decayRate: Double, staircase: Bool = false
  ) -> Self {
    Self(initialLearningRate, decaySteps: decaySteps, decayRate: decayRate, staircase: staircase)
  }
}

extension Schedules.InverseTimeDecay: KerasObject {
  package init(_ config: ConfigReader) throws {
    config.ignore("name")
    self.init(
      try config("initial_learning_rate"), decaySteps: try config("decay_steps"), decayRate: try config("decay_rate"),
      staircase: try config("staircase", or: false))
  }
}
