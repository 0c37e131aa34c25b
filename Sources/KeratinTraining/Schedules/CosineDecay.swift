public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Schedules {
  /// r·((1 − α)·½·(1 + cos(π·t/T)) + α) after t updates, r·α from T updates on; T is `decaySteps`.
  ///
  /// With a warm-up the rate first rises in a straight line from r to `warmupTarget` in `warmupSteps` updates and falls from there.
  /// Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017.
  public struct CosineDecay: LearningRateSchedule, Configurable {
    public static let module = "keras.optimizers.schedules"
    public let initialLearningRate: Double
    public let decaySteps: Int
    public let alpha: Double
    public let warmupTarget: Double?
    public let warmupSteps: Int

    /// - Parameters:
    ///   - initialLearningRate: the learning rate r of the first update.
    ///   - decaySteps: T, the number of updates after the warm-up, at least 1.
    ///   - alpha: α, the share of the rate that is left at the end; 0 by default.
    ///   - warmupTarget: the rate at the end of the warm-up; without it there is none.
    ///   - warmupSteps: the number of updates of the warm-up; 0 by default.
    public init(
      _ initialLearningRate: Double, decaySteps: Int, alpha: Double = 0, warmupTarget: Double? = nil,
      warmupSteps: Int = 0
    ) {
      (self.initialLearningRate, self.decaySteps, self.alpha, self.warmupTarget, self.warmupSteps) = (
        initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps
      )
    }

    public func learningRate(_ step: Tensor) -> Tensor {
      guard decaySteps >= 1, warmupSteps >= 0 else {
        return unsound(
          "CosineDecay", expected: "decaySteps of at least 1 and warmupSteps of at least 0",
          received: "\(decaySteps) and \(warmupSteps)")
      }
      let span = Double(decaySteps)
      guard let warmupTarget else { return decayed(minimum(step, span) / span, from: initialLearningRate) }
      let warmup = Double(warmupSteps)
      let falling = decayed((minimum(step, span + warmup) - warmup) / span, from: warmupTarget)
      if warmupSteps == 0 { return falling }
      let rising = (warmupTarget - initialLearningRate) * (step / warmup) + initialLearningRate
      return which(step .< warmup, rising, falling)
    }

    public var config: [String: ConfigValue] {
      [
        "initial_learning_rate": .double(initialLearningRate), "decay_steps": .int(decaySteps), "alpha": .double(alpha),
        "warmup_target": warmupTarget.map { .double($0) } ?? .null, "warmup_steps": .int(warmupSteps),
        "name": "CosineDecay",
      ]
    }

    private func decayed(_ fraction: Tensor, from rate: Double) -> Tensor {
      rate * ((1 - alpha) * (0.5 * (1 + cos(Double.pi * fraction))) + alpha)
    }
  }
}

extension LearningRateSchedule where Self == Schedules.CosineDecay {
  /// A learning rate that falls as half a wave of a cosine, if wished after a warm-up.
  public static func cosineDecay(
    _ initialLearningRate: Double, decaySteps: Int, alpha: Double = 0, warmupTarget: Double? = nil, warmupSteps: Int = 0
  ) -> Self {
    Self(
      initialLearningRate, decaySteps: decaySteps, alpha: alpha, warmupTarget: warmupTarget, warmupSteps: warmupSteps)
  }
}

extension Schedules.CosineDecay: KerasObject {
  package init(_ config: ConfigReader) throws {
    config.ignore("name")
    self.init(
      try config("initial_learning_rate"), decaySteps: try config("decay_steps"), alpha: try config("alpha", or: 0),
      warmupTarget: try config.optional("warmup_target"), warmupSteps: try config("warmup_steps", or: 0))
  }
}
