public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// What ``Schedules/ExponentialDecay`` and ``Schedules/InverseTimeDecay`` share: a rate that falls with t/T, the share of `decaySteps` done.
public protocol FadingSchedule: LearningRateSchedule, Configurable {
  var initialLearningRate: Double { get }
  var decaySteps: Int { get }
  var decayRate: Double { get }
  /// Whether t/T is rounded down.
  var staircase: Bool { get }
  /// The learning rate at t/T.
  func learningRate(atShare share: Tensor) -> Tensor
}

extension FadingSchedule {
  public static var module: String { "keras.optimizers.schedules" }
  public static var className: String { "\(Self.self)" }

  public func learningRate(_ step: Tensor) -> Tensor {
    guard decaySteps >= 1 else {
      return unsound(Self.className, expected: "decaySteps of at least 1", received: "\(decaySteps)")
    }
    let share = step / Double(decaySteps)
    return learningRate(atShare: staircase ? floor(share) : share)
  }

  public var config: [String: ConfigValue] {
    [
      "initial_learning_rate": .double(initialLearningRate), "decay_steps": .int(decaySteps),
      "decay_rate": .double(decayRate), "staircase": .bool(staircase), "name": .string(Self.className),
    ]
  }
}
