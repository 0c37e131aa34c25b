import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining

extension Model {
  /// Compiles the model as the `compile` arguments of a case of training.json say; cases without a loss use what the model
  /// `classifier` is trained with there.
  func compile(as sample: FixtureCase) throws -> Optimizer {
    let arguments = sample.settings["compile"]
    let described = arguments["optimizer"]
    let optimizer = try makeOptimizer(described["class"].string ?? "", described["config"])
    if let losses = arguments["loss"].array {
      try compile(
        optimizer: optimizer, loss: losses.map { try makeLoss($0["class"].string ?? "", $0["config"]) },
        lossWeights: arguments["loss_weights"].array?.compactMap(\.double),
        metrics: try arguments["metrics"].array?.map { try makeMetrics($0) } ?? [],
        weightedMetrics: try arguments["weighted_metrics"].array?.map { try makeMetrics($0) } ?? [])
    } else if arguments["loss"].isNull {
      let isWeighted = !sample["sampleWeight"].isEmpty
      try compile(
        optimizer: optimizer, loss: .sparseCategoricalCrossentropy(), metrics: [.accuracy],
        weightedMetrics: isWeighted
          ? [Metrics.SparseCategoricalAccuracy(name: "weighted_accuracy"), .sparseCategoricalCrossentropy()] : [])
    } else {
      let loss = arguments["loss"]
      try compile(
        optimizer: optimizer, loss: try makeLoss(loss["class"].string ?? "", loss["config"]),
        metrics: try makeMetrics(arguments["metrics"]), weightedMetrics: try makeMetrics(arguments["weighted_metrics"]))
    }
    return optimizer
  }
}

/// The metrics that Keras describes by their names, or by class and configuration.
private func makeMetrics(_ list: FixtureValue) throws -> [Metric] {
  try (list.array ?? []).map { described in
    let (name, config) = (described["config"]["name"].string ?? "", described["config"])
    switch described.string ?? described["class"].string {
    case "accuracy": return .accuracy
    case "mse": return Metrics.LossMetric(.meanSquaredError, name: "mse")
    case "sparse_categorical_crossentropy": return .sparseCategoricalCrossentropy()
    case "SparseCategoricalAccuracy": return Metrics.SparseCategoricalAccuracy(name: name)
    case "MeanSquaredError": return Metrics.LossMetric(.meanSquaredError, name: name)
    case "CategoricalCrossentropy": return .categoricalCrossentropy(fromLogits: config["from_logits"].bool ?? false)
    default: throw FixtureError.missing("metric", "\(described)")
    }
  }
}
