import Keratin

extension NameRegistry {
  static func addLosses(to names: inout NameRegistry) {
    names.use("losses.Loss", "Loss") { (any Loss).self }
    names.type("losses.BinaryCrossentropy") { Losses.BinaryCrossentropy() }
    names.type("losses.BinaryFocalCrossentropy") { Losses.BinaryFocalCrossentropy() }
    names.type("losses.CategoricalCrossentropy") { Losses.CategoricalCrossentropy() }
    names.type("losses.CategoricalFocalCrossentropy") { Losses.CategoricalFocalCrossentropy() }
    names.type("losses.CategoricalHinge") { Losses.CategoricalHinge() }
    names.type("losses.CosineSimilarity") { Losses.CosineSimilarity() }
    names.type("losses.Dice") { Losses.Dice() }
    names.type("losses.Hinge") { Losses.Hinge() }
    names.type("losses.Huber") { Losses.Huber() }
    names.type("losses.KLDivergence") { Losses.KLDivergence() }
    names.type("losses.LogCosh") { Losses.LogCosh() }
    names.type("losses.MeanAbsoluteError") { Losses.MeanAbsoluteError() }
    names.type("losses.MeanAbsolutePercentageError") { Losses.MeanAbsolutePercentageError() }
    names.type("losses.MeanSquaredError") { Losses.MeanSquaredError() }
    names.type("losses.MeanSquaredLogarithmicError") { Losses.MeanSquaredLogarithmicError() }
    names.type("losses.Poisson") { Losses.Poisson() }
    names.type("losses.SparseCategoricalCrossentropy") { Losses.SparseCategoricalCrossentropy() }
    names.type("losses.SquaredHinge") { Losses.SquaredHinge() }
    names.type("losses.Tversky") { Losses.Tversky() }
  }
}
