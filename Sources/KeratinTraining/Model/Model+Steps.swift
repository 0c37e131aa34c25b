public import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// What one step computes. Subclasses override `trainStep` and the like in ``Model``; these are the parts they are made of.
extension Model {
  /// The model's results for a batch, in the mode of the step that is going on.
  public func predictions(for inputs: [Tensor]) throws -> [Tensor] {
    let results = results(inputs)
    if let error = results.compactMap(\.error).first { throw error }
    return results
  }

  /// The total loss of a batch: each output's loss times its weight, penalties, and what layers added.
  ///
  /// Also takes the losses into the running means.
  public func computeLoss(_ batch: Batch, _ predictions: [Tensor]) throws -> Tensor {
    let compiled = try requireCompiled("computeLoss")
    let count = Tensor(Double(batch.count))
    var total: Tensor?
    var target = 0
    for entry in compiled.lossEntries {
      guard let entry else { continue }
      guard target < batch.targets.count else {
        throw KeratinError(
          .data, expected: "targets for output \(entry.output)", received: "\(batch.targets.count) targets",
          operation: "computeLoss")
      }
      let prediction = predictions[entry.output]
      var loss = try entry.loss(batch.targets[target], prediction, sampleWeight: batch.sampleWeights[target])
      // Keras logs an output's loss as it is, and weighs it in the total alone.
      try entry.tracker?.add(loss, weight: count)
      if let weight = entry.weight { loss = loss * weight }
      total = total.map { $0 + loss } ?? loss
      target += 1
    }
    for penalty in penalties + (CallContext.current?.losses ?? []) { total = total.map { $0 + penalty } ?? penalty }
    guard let total else {
      throw KeratinError(
        .state, expected: "a loss to train with", received: "a model compiled without one", operation: "computeLoss",
        suggestion: "compile(optimizer:loss:), or a trainStep of your own")
    }
    if let error = total.error { throw error }
    try compiled.lossTracker.add(total, weight: count)
    return total
  }

  /// Takes a batch into the metrics and returns all running values by name.
  public func computeMetrics(_ batch: Batch, _ predictions: [Tensor]) throws -> [String: Tensor] {
    let compiled = try requireCompiled("computeMetrics")
    var target: [Int: Int] = [:]
    for entry in compiled.lossEntries { if let entry { target[entry.output] = target.count } }
    for entry in compiled.metricEntries {
      guard let index = target[entry.output], index < batch.targets.count else { continue }
      try entry.metric.updateState(
        batch.targets[index], predictions[entry.output],
        sampleWeight: entry.isWeighted ? batch.sampleWeights[index] : nil)
    }
    return try Dictionary(
      compiled.tracked.map { ($0.name, try $0.metric.result()) }, uniquingKeysWith: { first, _ in first })
  }

  func standardTrainStep(_ batch: Batch) throws -> [String: Tensor] {
    let compiled = try requireCompiled("fit")
    let predictions = try predictions(for: batch.inputs)
    let loss = try computeLoss(batch, predictions)
    let variables = compiledVariables ?? trainableVariables
    let gradients = try gradient(of: compiled.optimizer.scaledLoss(loss), with: variables.map(\.value))
    try compiled.optimizer.apply(gradients, to: variables)
    return try computeMetrics(batch, predictions)
  }

  func standardTestStep(_ batch: Batch) throws -> [String: Tensor] {
    let predictions = try predictions(for: batch.inputs)
    _ = try computeLoss(batch, predictions)
    return try computeMetrics(batch, predictions)
  }
}
