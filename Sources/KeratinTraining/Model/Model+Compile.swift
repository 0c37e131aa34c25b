internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension Model {
  /// Makes the model ready to be trained. Which variables are trained is fixed now: changes of `isTrainable` wait for the next `compile`.
  ///
  /// - Parameters:
  ///   - optimizer: changes the variables by their gradients; RMSprop by default.
  ///   - loss: what is made small; with several outputs, the same for each.
  ///   - metrics: what is reported beside the loss, ignoring sample weights.
  ///   - weightedMetrics: what is reported with sample weights.
  ///   - runEagerly: whether every step is computed node by node, so that values can be read in layers; slow. False by default.
  /// - Throws: ``KeratinError`` for a model that cannot be.
  public func compile(
    optimizer: Optimizer = .rmsprop(), loss: (any Loss)? = nil, metrics: [Metric] = [], weightedMetrics: [Metric] = [],
    runEagerly: Bool = false
  ) throws {
    try compile(
      CompiledModel(
        optimizer: optimizer, losses: loss.map { .one($0) } ?? .none, lossWeights: .none,
        metrics: metrics.isEmpty ? .none : .one(metrics),
        weightedMetrics: weightedMetrics.isEmpty ? .none : .one(weightedMetrics), runEagerly: runEagerly))
  }

  /// Makes a model with several outputs ready to be trained, losses and metrics given by the outputs' names.
  ///
  /// The total loss is the sum of the outputs' losses, each times its weight (1 by default), and all penalties.
  public func compile(
    optimizer: Optimizer = .rmsprop(), loss: [String: any Loss], lossWeights: [String: Double] = [:],
    metrics: [String: [Metric]] = [:], weightedMetrics: [String: [Metric]] = [:], runEagerly: Bool = false
  ) throws {
    try compile(
      CompiledModel(
        optimizer: optimizer, losses: .named(loss), lossWeights: .named(lossWeights), metrics: .named(metrics),
        weightedMetrics: .named(weightedMetrics), runEagerly: runEagerly))
  }

  /// Makes a model with several outputs ready to be trained, losses and metrics given in the order of the outputs.
  public func compile(
    optimizer: Optimizer = .rmsprop(), loss: [(any Loss)?], lossWeights: [Double]? = nil, metrics: [[Metric]] = [],
    weightedMetrics: [[Metric]] = [], runEagerly: Bool = false
  ) throws {
    try compile(
      CompiledModel(
        optimizer: optimizer, losses: .list(loss), lossWeights: lossWeights.map { .list($0) } ?? .none,
        metrics: metrics.isEmpty ? .none : .list(metrics),
        weightedMetrics: weightedMetrics.isEmpty ? .none : .list(weightedMetrics), runEagerly: runEagerly))
  }

  func compile(_ configuration: CompiledModel) throws {
    if let error = Backends.environmentError { throw error }
    try requireSound()
    if graph != nil { try configuration.resolveLosses(outputNames: outputNames) }
    compiled = configuration
    compiledVariables = isBuilt ? trainableVariables : nil
    steps.removeAll()
    stopTraining = false
    warnOfSoftmaxBeforeLogits(configuration)
  }

  /// The optimizer given to `compile`.
  public var optimizer: Optimizer? { compiled?.optimizer }

  /// The optimizer given to `compile`, with its slots; `nil` where the model is not compiled. Throws for arguments that cannot be.
  package func builtOptimizer() throws -> Optimizer? {
    guard let compiled else { return nil }
    try compiled.optimizer.buildIfNeeded(compiledVariables ?? trainableVariables)
    return compiled.optimizer
  }

  /// The metrics given to `compile`, the loss's running mean first.
  public var metrics: [Metric] { compiled?.tracked.map(\.metric) ?? [] }

  func requireCompiled(_ operation: String) throws -> CompiledModel {
    try requireSound()
    guard let compiled else {
      throw KeratinError(
        .state, expected: "a compiled model", received: "'\(name)', which is not compiled", operation: operation,
        suggestion: "model.compile(optimizer: .adam(), loss: …) first")
    }
    return compiled
  }

  private func warnOfSoftmaxBeforeLogits(_ configuration: CompiledModel) {
    for (entry, output) in zip(configuration.lossEntries, graph?.outputs ?? []) {
      guard let entry, entry.loss.fromLogits, let layer = output.call.callee as? Layer,
        layer.givesProbabilities
      else { continue }
      Warnings.say(
        "layer '\(layer.name)' ends in a softmax or sigmoid, but \(entry.loss.name) has fromLogits: true and takes "
          + "logits. Drop the activation or fromLogits.")
    }
  }
}

extension Layer {
  /// True if the layer's result went through a softmax or sigmoid.
  fileprivate var givesProbabilities: Bool {
    if case .string(let name)? = config["activation"] { return name == "softmax" || name == "sigmoid" }
    if let model = self as? Model, let last = model.layers.last { return last.givesProbabilities }
    return Self.className == "Softmax"
  }
}
