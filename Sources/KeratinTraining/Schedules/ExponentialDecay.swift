public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Schedules {
  /// r·dᵗᐟᵀ after t updates, T being `decaySteps` and d `decayRate`.
  public struct ExponentialDecay: LearningRateSchedule, Configurable {
    public static let module = "keras.optimizers.schedules"
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

    public func learningRate(_ step: Tensor) -> Tensor {
      guard decaySteps >= 1 else {
        return unsound("ExponentialDecay", expected: "decaySteps of at least 1", received: "\(decaySteps)")
      }
      let fraction = step / Double(decaySteps)
      let power = staircase ? floor(fraction) : fraction
      return initialLearningRate * pow(Tensor(decayRate, elementType: step.elementType), power)
    }

    public var config: [String: ConfigValue] {
      [
        "initial_learning_rate": .double(initialLearningRate), "decay_steps": .int(decaySteps),
        "decay_rate": .double(decayRate), "staircase": .bool(staircase), "name": "ExponentialDecay",
      ]
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
