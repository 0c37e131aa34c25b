internal import KeratinGraph
internal import KeratinKernels
package import KeratinLayers

/// Those of the floor of models. A new one belongs here.
extension KerasClasses {
  package static let losses = ObjectKind<any Loss>(
    "a loss",
    [
      Losses.BinaryCrossentropy.self, Losses.BinaryFocalCrossentropy.self, Losses.CategoricalCrossentropy.self,
      Losses.CategoricalFocalCrossentropy.self, Losses.CategoricalHinge.self, Losses.CosineSimilarity.self,
      Losses.Dice.self, Losses.Hinge.self, Losses.Huber.self, Losses.KLDivergence.self, Losses.LogCosh.self,
      Losses.MeanAbsoluteError.self, Losses.MeanAbsolutePercentageError.self, Losses.MeanSquaredError.self,
      Losses.MeanSquaredLogarithmicError.self, Losses.Poisson.self, Losses.SparseCategoricalCrossentropy.self,
      Losses.SquaredHinge.self, Losses.Tversky.self,
    ],
    words: [
      "bce": Losses.BinaryCrossentropy.self, "BCE": Losses.BinaryCrossentropy.self, "kld": Losses.KLDivergence.self,
      "KLD": Losses.KLDivergence.self, "mae": Losses.MeanAbsoluteError.self, "MAE": Losses.MeanAbsoluteError.self,
      "mape": Losses.MeanAbsolutePercentageError.self, "MAPE": Losses.MeanAbsolutePercentageError.self,
      "mse": Losses.MeanSquaredError.self, "MSE": Losses.MeanSquaredError.self,
      "msle": Losses.MeanSquaredLogarithmicError.self, "MSLE": Losses.MeanSquaredLogarithmicError.self,
    ])

  package static let metrics = ObjectKind<Metric>(
    "a metric",
    [
      Metrics.AUC.self, Metrics.Accuracy.self, Metrics.BinaryAccuracy.self, Metrics.CategoricalAccuracy.self,
      Metrics.ConcordanceCorrelation.self, Metrics.CosineSimilarity.self, Metrics.F1Score.self,
      Metrics.FBetaScore.self, Metrics.FalseNegatives.self, Metrics.FalsePositives.self,
      Metrics.LossMetric<Losses.BinaryCrossentropy>.self, Metrics.LossMetric<Losses.CategoricalCrossentropy>.self,
      Metrics.LossMetric<Losses.CategoricalHinge>.self, Metrics.LossMetric<Losses.Hinge>.self,
      Metrics.LossMetric<Losses.KLDivergence>.self, Metrics.LossMetric<Losses.LogCosh>.self,
      Metrics.LossMetric<Losses.MeanAbsoluteError>.self, Metrics.LossMetric<Losses.MeanAbsolutePercentageError>.self,
      Metrics.LossMetric<Losses.MeanSquaredError>.self, Metrics.LossMetric<Losses.MeanSquaredLogarithmicError>.self,
      Metrics.LossMetric<Losses.Poisson>.self, Metrics.LossMetric<Losses.SparseCategoricalCrossentropy>.self,
      Metrics.LossMetric<Losses.SquaredHinge>.self, Metrics.Mean.self, Metrics.PearsonCorrelation.self,
      Metrics.Precision.self, Metrics.PrecisionAtRecall.self, Metrics.R2Score.self, Metrics.Recall.self,
      Metrics.RecallAtPrecision.self, Metrics.RootMeanSquaredError.self, Metrics.SensitivityAtSpecificity.self,
      Metrics.SparseCategoricalAccuracy.self, Metrics.SparseTopKCategoricalAccuracy.self,
      Metrics.SpecificityAtSensitivity.self, Metrics.Sum.self, Metrics.TopKCategoricalAccuracy.self,
      Metrics.TrueNegatives.self, Metrics.TruePositives.self,
    ],
    words: [
      // As a word, which accuracy it is depends on the model's targets.
      "acc": Metrics.AutomaticAccuracy.self, "accuracy": Metrics.AutomaticAccuracy.self,
      "bce": Metrics.LossMetric<Losses.BinaryCrossentropy>.self,
      "BCE": Metrics.LossMetric<Losses.BinaryCrossentropy>.self,
      "mae": Metrics.LossMetric<Losses.MeanAbsoluteError>.self,
      "MAE": Metrics.LossMetric<Losses.MeanAbsoluteError>.self,
      "mape": Metrics.LossMetric<Losses.MeanAbsolutePercentageError>.self,
      "MAPE": Metrics.LossMetric<Losses.MeanAbsolutePercentageError>.self,
      "mse": Metrics.LossMetric<Losses.MeanSquaredError>.self,
      "MSE": Metrics.LossMetric<Losses.MeanSquaredError>.self,
      "msle": Metrics.LossMetric<Losses.MeanSquaredLogarithmicError>.self,
      "MSLE": Metrics.LossMetric<Losses.MeanSquaredLogarithmicError>.self,
    ])

  package static let optimizers = ObjectKind<Optimizer>(
    "an optimizer",
    [
      Adadelta.self, Adagrad.self, Adam.self, AdamW.self, Adamax.self, Ftrl.self, Lion.self, Nadam.self, RMSprop.self,
      SGD.self,
    ], words: ["adamw": AdamW.self, "rmsprop": RMSprop.self])

  package static let schedules = ObjectKind<any LearningRateSchedule>(
    "a learning-rate schedule",
    [
      Schedules.CosineDecay.self, Schedules.CosineDecayRestarts.self, Schedules.ExponentialDecay.self,
      Schedules.InverseTimeDecay.self, Schedules.PiecewiseConstantDecay.self, Schedules.PolynomialDecay.self,
    ], acceptsWords: false)
}
