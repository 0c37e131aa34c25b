internal import KeratinGraph
package import KeratinLayers

/// Adam with weight decay that does not pass through its averages: w ← w − λ·lr·w, then Adam's step.
///
/// Any optimizer takes a weight decay; this one has it by default.
/// Source: Loshchilov, Hutter, "Decoupled weight decay regularization", ICLR 2019.
public final class AdamW: Adam {
  public override class var className: String { "AdamW" }

  /// The arguments are those of ``Adam``, but for `weightDecay`, λ, which is 0.004 by default.
  public override init(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, amsgrad: Bool = false, weightDecay: Double? = 0.004, clipnorm: Double? = nil,
    globalClipnorm: Double? = nil, clipvalue: Double? = nil, useEMA: Bool = false, emaMomentum: Double = 0.99,
    emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil,
    name: String = "adam_w"
  ) {
    super.init(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad,
      weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm, clipvalue: clipvalue,
      useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
  }

  package required convenience init(_ config: ConfigReader) throws {
    self.init(
      beta1: try config("beta_1", or: 0.9), beta2: try config("beta_2", or: 0.999),
      epsilon: try config("epsilon", or: 1e-7), amsgrad: try config("amsgrad", or: false))
  }
}

extension Optimizer {
  /// Adam with weight decay that does not pass through its averages.
  public static func adamW(
    learningRate: some LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, amsgrad: Bool = false, weightDecay: Double? = 0.004
  ) -> Optimizer {
    AdamW(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad,
      weightDecay: weightDecay)
  }
}
