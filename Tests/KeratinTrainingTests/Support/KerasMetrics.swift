import KeratinTestSupport
import KeratinTraining

extension FixtureCase {
  /// The metric that the case is about.
  func metric() throws -> Metric {
    switch className {
    case "Accuracy": return Metrics.Accuracy()
    case "BinaryAccuracy": return .binaryAccuracy(threshold: config["threshold"].double ?? 0.5)
    case "CategoricalAccuracy": return .categoricalAccuracy
    case "SparseCategoricalAccuracy": return .sparseCategoricalAccuracy
    case "TopKCategoricalAccuracy": return .topKCategoricalAccuracy(k: config["k"].int!)
    case "SparseTopKCategoricalAccuracy":
      return .sparseTopKCategoricalAccuracy(
        k: config["k"].int!, fromSortedIds: config["from_sorted_ids"].bool ?? false)
    case "Mean": return .mean
    case "Sum": return .sum
    case "MeanSquaredError": return .meanSquaredError
    case "RootMeanSquaredError": return .rootMeanSquaredError
    case "MeanAbsoluteError": return .meanAbsoluteError
    case "MeanAbsolutePercentageError": return .meanAbsolutePercentageError
    case "MeanSquaredLogarithmicError": return .meanSquaredLogarithmicError
    case "LogCoshError": return .logCoshError
    case "CosineSimilarity": return .cosineSimilarity(axis: settings["axis"].int ?? -1)
    case "KLDivergence": return .klDivergence
    case "Poisson": return .poisson
    case "Hinge": return .hinge
    case "SquaredHinge": return .squaredHinge
    case "CategoricalHinge": return .categoricalHinge
    case "R2Score":
      return .r2Score(
        classAggregation: config["class_aggregation"].string.flatMap(Metrics.R2Score.Aggregation.init),
        numRegressors: config["num_regressors"].int!)
    case "BinaryCrossentropy":
      return .binaryCrossentropy(
        fromLogits: config["from_logits"].bool!, labelSmoothing: config["label_smoothing"].double!)
    case "CategoricalCrossentropy":
      return .categoricalCrossentropy(
        fromLogits: config["from_logits"].bool!, labelSmoothing: config["label_smoothing"].double!)
    case "SparseCategoricalCrossentropy":
      return .sparseCategoricalCrossentropy(fromLogits: config["from_logits"].bool!)
    case "TruePositives": return .truePositives(thresholds: doubles("thresholds"))
    case "FalsePositives": return .falsePositives(thresholds: doubles("thresholds"))
    case "TrueNegatives": return .trueNegatives(thresholds: doubles("thresholds"))
    case "FalseNegatives": return .falseNegatives(thresholds: doubles("thresholds"))
    case "Precision":
      return .precision(
        thresholds: doubles("thresholds"), topK: config["top_k"].int, classId: config["class_id"].int)
    case "Recall":
      return .recall(thresholds: doubles("thresholds"), topK: config["top_k"].int, classId: config["class_id"].int)
    case "SensitivityAtSpecificity":
      return .sensitivityAtSpecificity(
        config["specificity"].double!, numThresholds: config["num_thresholds"].int!, classId: config["class_id"].int)
    case "SpecificityAtSensitivity":
      return .specificityAtSensitivity(
        config["sensitivity"].double!, numThresholds: config["num_thresholds"].int!, classId: config["class_id"].int)
    case "PrecisionAtRecall":
      return .precisionAtRecall(
        config["recall"].double!, numThresholds: config["num_thresholds"].int!, classId: config["class_id"].int)
    case "RecallAtPrecision":
      return .recallAtPrecision(
        config["precision"].double!, numThresholds: config["num_thresholds"].int!, classId: config["class_id"].int)
    case "PearsonCorrelation": return .pearsonCorrelation(axis: config["axis"].int!)
    case "ConcordanceCorrelation": return .concordanceCorrelation(axis: config["axis"].int!)
    case "AUC":
      return .auc(
        numThresholds: config["num_thresholds"].int!, curve: Metrics.AUC.Curve(rawValue: config["curve"].string!)!,
        summationMethod: Metrics.AUC.SummationMethod(rawValue: config["summation_method"].string!)!,
        thresholds: doubles("thresholds"), multiLabel: config["multi_label"].bool!,
        numLabels: config["num_labels"].int, labelWeights: doubles("label_weights"),
        fromLogits: config["from_logits"].bool!)
    case "F1Score":
      return .f1Score(average: average, threshold: config["threshold"].double)
    case "FBetaScore":
      return .fBetaScore(average: average, beta: config["beta"].double!, threshold: config["threshold"].double)
    default: throw FixtureError.missing("metric", className ?? "")
    }
  }

  private var average: Metrics.FBetaScore.Average? {
    config["average"].string.flatMap(Metrics.FBetaScore.Average.init)
  }

  private func doubles(_ key: String) -> [Double]? { config[key].array?.compactMap(\.double) }
}
