public import KeratinGraph
internal import KeratinKernels
package import KeratinLayers

extension Schedules {
  /// r·dᵗᐟᵀ after t updates, T being `decaySteps` and d `decayRate`.
  public struct ExponentialDecay: FadingSchedule {
    public let initialLearningRate: Double
    public let decaySteps: Int
    public let decayRate: Double
    public let staircase: Bool

    /// - Parameters:
    ///   - initialLearningRate: the learning rate r of the first update.
    ///   - decaySteps: T, the number of updates in which the rate falls by the factor d, at least 1.
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
      initialLearningRate * pow(Tensor(decayRate, elementType: share.elementType), share)
    }
  }
}

extension LearningRateSchedule where Self == Schedules.ExponentialDecay {
  /// A learning rate that falls by a factor in a number of updates.
  public static func exponentialDecay(
    _ initialLearningRate: Double, decaySteps: Int, decayRate: Double, staircase: Bool = false
  ) -> Self {
    Self(initialLearningRate, decaySteps: decaySteps, decayRate: decayRate, staircase: staircase)
  }
}

extension Schedules.ExponentialDecay: KerasObject {
  package init(_ config: ConfigReader) throws {
    config.ignore("name")
    self.init(
      try config("initial_learning_rate"), decaySteps: try config("decay_steps"), decayRate: try config("decay_rate"),
      staircase: try config("staircase", or: false))
  }
}
