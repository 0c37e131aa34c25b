import Keratin

extension NameRegistry {
  static func addOptimizers(to names: inout NameRegistry) {
    names.use("optimizers.Optimizer", "Optimizer") { Optimizer.self }
    names.type("optimizers.Adadelta") { Adadelta() }
    names.type("optimizers.Adagrad") { Adagrad() }
    names.type("optimizers.Adam") { Adam() }
    names.type("optimizers.AdamW") { AdamW() }
    names.type("optimizers.Adamax") { Adamax() }
    names.type("optimizers.Ftrl") { Ftrl() }
    names.type("optimizers.Lion") { Lion() }
    names.type("optimizers.Nadam") { Nadam() }
    names.type("optimizers.RMSprop") { RMSprop() }
    names.type("optimizers.SGD") { SGD() }
    names.use("optimizers.schedules.LearningRateSchedule", "LearningRateSchedule") { (any LearningRateSchedule).self }
    names.type("optimizers.schedules.CosineDecay") { Schedules.CosineDecay(1, decaySteps: 1) }
    names.type("optimizers.schedules.CosineDecayRestarts") {
      Schedules.CosineDecayRestarts(1, firstDecaySteps: 1)
    }
    names.type("optimizers.schedules.ExponentialDecay") {
      Schedules.ExponentialDecay(1, decaySteps: 1, decayRate: 1)
    }
    names.type("optimizers.schedules.InverseTimeDecay") {
      Schedules.InverseTimeDecay(1, decaySteps: 1, decayRate: 1)
    }
    names.type("optimizers.schedules.PiecewiseConstantDecay") {
      Schedules.PiecewiseConstantDecay(boundaries: [1], values: [1, 2])
    }
    names.type("optimizers.schedules.PolynomialDecay") {
      Schedules.PolynomialDecay(1, decaySteps: 1)
    }
  }
}
