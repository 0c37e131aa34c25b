internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// What `compile` fixed: optimizer, losses, metrics, and which variables are trained.
final class CompiledModel {
  let optimizer: Optimizer
  let losses: PerOutput<any Loss>
  let lossWeights: PerOutput<Double>
  let metrics: PerOutput<[Metric]>
  let weightedMetrics: PerOutput<[Metric]>
  let runEagerly: Bool

  /// The running mean of the loss.
  let lossTracker = MeanMetric(name: "loss")
  /// For each output its own loss and tracker; made when the outputs are known.
  private(set) var lossEntries: [LossEntry?] = []
  private(set) var metricEntries: [MetricEntry] = []
  private(set) var isResolved = false

  struct LossEntry {
    let output: Int
    let loss: any Loss
    let weight: Double?
    /// The running mean of this output's loss, where there are several outputs.
    let tracker: MeanMetric?
  }

  struct MetricEntry {
    let output: Int
    let metric: Metric
    let isWeighted: Bool
    let logName: String
  }

  init(
    optimizer: Optimizer, losses: PerOutput<any Loss>, lossWeights: PerOutput<Double>,
    metrics: PerOutput<[Metric]>, weightedMetrics: PerOutput<[Metric]>, runEagerly: Bool
  ) {
    self.optimizer = optimizer
    self.losses = losses
    self.lossWeights = lossWeights
    self.metrics = metrics
    self.weightedMetrics = weightedMetrics
    self.runEagerly = runEagerly
  }

  /// Gives every output its loss and metrics.
  func resolveLosses(outputNames: [String]) throws {
    guard lossEntries.isEmpty else { return }
    let resolved = try losses.values(for: outputNames, argument: "loss")
    let weights = try lossWeights.values(for: outputNames, argument: "lossWeights")
    lossEntries = outputNames.indices.map { index in
      resolved[index].map { loss in
        LossEntry(
          output: index, loss: loss, weight: weights[index],
          tracker: outputNames.count > 1 ? MeanMetric(name: outputNames[index] + "_loss") : nil)
      }
    }
    _ = try metrics.values(for: outputNames, argument: "metrics")
    _ = try weightedMetrics.values(for: outputNames, argument: "weightedMetrics")
  }

  /// Makes the metrics what they are for targets and predictions of these types.
  func resolveMetrics(outputNames: [String], targets: [TensorType?], predictions: [TensorType]) throws {
    guard !isResolved else { return }
    var names: [String: Int] = [:]
    func entries(_ perOutput: PerOutput<[Metric]>, _ argument: String, isWeighted: Bool) throws -> [MetricEntry] {
      let lists = try perOutput.values(for: outputNames, argument: argument)
      return lists.enumerated().flatMap { output, metrics in
        (metrics ?? []).map { metric in
          let resolved = targets[output].map { metric.resolved($0, predictions[output]) } ?? metric
          let prefix = outputNames.count > 1 ? outputNames[output] + "_" : ""
          var logName = prefix + metric.name
          if names[logName] != nil, isWeighted { logName = prefix + "weighted_" + metric.name }
          let repeats = names[logName, default: 0]
          names[logName] = repeats + 1
          return MetricEntry(
            output: output, metric: resolved, isWeighted: isWeighted,
            logName: repeats == 0 ? logName : "\(logName)_\(repeats)")
        }
      }
    }
    metricEntries =
      try entries(metrics, "metrics", isWeighted: false)
      + entries(weightedMetrics, "weightedMetrics", isWeighted: true)
    // Names with an output's before them come in the order of the alphabet, as in Keras.
    if outputNames.count > 1 { metricEntries.sort { $0.logName < $1.logName } }
    isResolved = true
  }

  /// All running values by their names in logs, in `evaluate`'s order: the loss, each output's loss, the metrics.
  var tracked: [(name: String, metric: Metric)] {
    [(lossTracker.name, lossTracker)]
      + lossEntries.compactMap { $0?.tracker }.map { ($0.name, $0) } + metricEntries.map { ($0.logName, $0.metric) }
  }

  /// Starts all running values anew.
  func reset() throws { for (_, metric) in tracked { try metric.resetState() } }
}
