public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Schedules {
  /// r·((1 − α)·½·mⁱ·(1 + cos(π·f)) + α), f being the share of period i that has passed, i = 0 first; each period has t times
  /// as many updates as the one before and begins with m times its rate.
  ///
  /// Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017.
  public struct CosineDecayRestarts: LearningRateSchedule, Configurable {
    public static let module = "keras.optimizers.schedules"
    public let initialLearningRate: Double
    public let firstDecaySteps: Int
    public let tMul: Double
    public let mMul: Double
    public let alpha: Double

    /// - Parameters:
    ///   - initialLearningRate: the learning rate r of the first update.
    ///   - firstDecaySteps: the number of updates of the first period, at least 1.
    ///   - tMul: t, at least 1; 2 by default.
    ///   - mMul: m; 1 by default.
    ///   - alpha: α, the share of the rate that is left at the end of a period; 0 by default.
    public init(
      _ initialLearningRate: Double, firstDecaySteps: Int, tMul: Double = 2, mMul: Double = 1, alpha: Double = 0
    ) {
      (self.initialLearningRate, self.firstDecaySteps, self.tMul, self.mMul, self.alpha) = (
        initialLearningRate, firstDecaySteps, tMul, mMul, alpha
      )
    }

    public func learningRate(_ step: Tensor) -> Tensor {
      guard firstDecaySteps >= 1, tMul >= 1 else {
        return unsound(
          "CosineDecayRestarts", expected: "firstDecaySteps and tMul of at least 1",
          received: "\(firstDecaySteps) and \(tMul)")
      }
      let periods = step / Double(firstDecaySteps)
      var (period, fraction) = (floor(periods), periods - floor(periods))
      if tMul != 1 {
        let factor = Tensor(tMul, elementType: step.elementType)
        period = floor(log(1 - periods * (1 - tMul)) / log(factor))
        let length = pow(factor, period)
        fraction = (periods - (1 - length) / (1 - tMul)) / length
      }
      let height = 0.5 * pow(Tensor(mMul, elementType: step.elementType), period)
      return initialLearningRate * ((1 - alpha) * (height * (1 + cos(Double.pi * fraction))) + alpha)
    }

    public var config: [String: ConfigValue] {
      [
        "initial_learning_rate": .double(initialLearningRate), "first_decay_steps": .int(firstDecaySteps),
        "t_mul": .double(tMul), "m_mul": .double(mMul), "alpha": .double(alpha), "name": "SGDRDecay",
      ]
    }
  }
}

extension LearningRateSchedule where Self == Schedules.CosineDecayRestarts {
  /// A learning rate that falls as half a wave of a cosine, again and again.
  public static func cosineDecayRestarts(
    _ initialLearningRate: Double, firstDecaySteps: Int, tMul: Double = 2, mMul: Double = 1, alpha: Double = 0
  ) -> Self {
    Self(initialLearningRate, firstDecaySteps: firstDecaySteps, tMul: tMul, mMul: mMul, alpha: alpha)
  }
}

extension Schedules.CosineDecayRestarts: KerasObject {
  package init(_ config: ConfigReader) throws {
    config.ignore("name")
    self.init(
      try config("initial_learning_rate"), firstDecaySteps: try config("first_decay_steps"),
      tMul: try config("t_mul", or: 2),
      mMul: try config("m_mul", or: 1), alpha: try config("alpha", or: 0))
  }
}
