import Keratin

extension NameRegistry {
  static func addMetrics(to names: inout NameRegistry) {
    names.use("metrics.Metric", "Metric") { Metric.self }
    names.use("metrics.MeanMetricWrapper", "MeanMetric") { MeanMetric.self }
    names.type("metrics.Accuracy") { Metrics.Accuracy() }
    names.type("metrics.BinaryAccuracy") { Metrics.BinaryAccuracy() }
    names.type("metrics.CategoricalAccuracy") { Metrics.CategoricalAccuracy() }
    names.type("metrics.SparseCategoricalAccuracy") { Metrics.SparseCategoricalAccuracy() }
    names.type("metrics.TopKCategoricalAccuracy") { Metrics.TopKCategoricalAccuracy() }
    names.type("metrics.SparseTopKCategoricalAccuracy") { Metrics.SparseTopKCategoricalAccuracy() }
    names.type("metrics.Mean") { Metrics.Mean() }
    names.type("metrics.Sum") { Metrics.Sum() }
    names.type("metrics.RootMeanSquaredError") { Metrics.RootMeanSquaredError() }
    names.type("metrics.CosineSimilarity") { Metrics.CosineSimilarity() }
    names.type("metrics.R2Score") { Metrics.R2Score() }
    names.type("metrics.Precision") { Metrics.Precision() }
    names.type("metrics.Recall") { Metrics.Recall() }
    names.type("metrics.TruePositives") { Metrics.TruePositives() }
    names.type("metrics.TrueNegatives") { Metrics.TrueNegatives() }
    names.type("metrics.FalsePositives") { Metrics.FalsePositives() }
    names.type("metrics.FalseNegatives") { Metrics.FalseNegatives() }
    names.type("metrics.AUC") { Metrics.AUC() }
    names.type("metrics.F1Score") { Metrics.F1Score() }
    names.type("metrics.FBetaScore") { Metrics.FBetaScore() }
    names.type("metrics.PearsonCorrelation") { Metrics.PearsonCorrelation() }
    names.type("metrics.ConcordanceCorrelation") { Metrics.ConcordanceCorrelation() }
    names.type("metrics.PrecisionAtRecall") { Metrics.PrecisionAtRecall(0.5) }
    names.type("metrics.RecallAtPrecision") { Metrics.RecallAtPrecision(0.5) }
    names.type("metrics.SensitivityAtSpecificity") { Metrics.SensitivityAtSpecificity(0.5) }
    names.type("metrics.SpecificityAtSensitivity") { Metrics.SpecificityAtSensitivity(0.5) }
    names.use("metrics.MeanSquaredError", "Metric.meanSquaredError") { Metric.meanSquaredError }
    names.use("metrics.MeanAbsoluteError", "Metric.meanAbsoluteError") { Metric.meanAbsoluteError }
    names.use("metrics.MeanAbsolutePercentageError", "Metric.meanAbsolutePercentageError") {
      Metric.meanAbsolutePercentageError
    }
    names.use("metrics.MeanSquaredLogarithmicError", "Metric.meanSquaredLogarithmicError") {
      Metric.meanSquaredLogarithmicError
    }
    names.use("metrics.LogCoshError", "Metric.logCoshError") { Metric.logCoshError }
    names.use("metrics.KLDivergence", "Metric.klDivergence") { Metric.klDivergence }
    names.use("metrics.Poisson", "Metric.poisson") { Metric.poisson }
    names.use("metrics.Hinge", "Metric.hinge") { Metric.hinge }
    names.use("metrics.SquaredHinge", "Metric.squaredHinge") { Metric.squaredHinge }
    names.use("metrics.CategoricalHinge", "Metric.categoricalHinge") { Metric.categoricalHinge }
    names.use("metrics.BinaryCrossentropy", "Metric.binaryCrossentropy()") { Metric.binaryCrossentropy() }
    names.use("metrics.CategoricalCrossentropy", "Metric.categoricalCrossentropy()") {
      Metric.categoricalCrossentropy()
    }
    names.use("metrics.SparseCategoricalCrossentropy", "Metric.sparseCategoricalCrossentropy()") {
      Metric.sparseCategoricalCrossentropy()
    }
  }
}
