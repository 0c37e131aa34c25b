internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// One call of `fit`: epochs of steps, validation between them, callbacks told.
struct TrainingRun {
  let model: Model
  let compiled: CompiledModel
  let callbacks: [Callback]
  let history: History
  let batchSize: Int
  /// The batches of one pass over the data.
  let batches: Int
  /// The steps after which an epoch ends, `nil` for a whole pass.
  let stepsPerEpoch: Int?
  let shuffle: Bool

  func train(
    _ data: InMemoryData, validation: InMemoryData?, epochs: Range<Int>, validationBatchSize: Int,
    validationFrequency: Int
  ) throws {
    let runner = model.runner(.train)
    runner.bind(data)
    let key = RandomState.nextKey()
    var logs = Logs()
    var nextBatch = 0
    model.resumedEpoch = nil
    for callback in callbacks { try callback.onTrainBegin() }
    for epoch in epochs where epoch >= model.resumedEpoch ?? 0 {
      if model.stopTraining || Interruption.isPending { break }
      for callback in callbacks { try callback.onEpochBegin(epoch) }
      try compiled.reset()
      var source = RandomSource(key.folded(UInt64(epoch)))
      if shuffle, nextBatch == 0 { runner.reorder(source.permutation(data.count)) }
      let last = Swift.min(batches, nextBatch + (stepsPerEpoch ?? batches))
      if let stepsPerEpoch, last - nextBatch < stepsPerEpoch {
        Warnings.say(
          "epoch \(epoch + 1) has \(last - nextBatch) steps and not \(stepsPerEpoch): the data ended, and begin anew.")
      }
      logs = try trainEpoch(runner, data, batches: nextBatch..<last)
      nextBatch = last == batches ? 0 : last
      if Interruption.isPending { break }
      if let validation, (epoch + 1) % validationFrequency == 0 {
        let values = try EvaluationRun(model: model, compiled: compiled, callbacks: callbacks).evaluate(
          validation, batchSize: validationBatchSize)
        logs.append(values.sorted.prefixed("val_"))
      }
      for callback in callbacks { try callback.onEpochEnd(epoch, &logs) }
    }
    if !epochs.isEmpty { try compiled.optimizer.finalizeVariables() }
    history.wasInterrupted = Interruption.isPending
    for callback in callbacks { try callback.onTrainEnd(logs) }
  }

  private func trainEpoch(_ runner: any StepRunner, _ data: InMemoryData, batches: Range<Int>) throws -> Logs {
    let isObserved = callbacks.contains { !($0 is History) }
    for (step, batch) in batches.enumerated() {
      let start = batch * batchSize
      let count = Swift.min(batchSize, data.count - start)
      for callback in callbacks { try callback.onTrainBatchBegin(step) }
      let isLast = step == batches.count - 1
      let wantsLogs = isLast || callbacks.contains(where: \.wantsBatchLogs)
      guard try runner.run(from: start, count: count, logs: isLast || isObserved) else {
        guard callbacks.contains(where: { $0 is TerminateOnNaN }) else {
          throw try model.nonFiniteError(runner, data, runner.samples(from: start, count: count))
        }
        model.stopTraining = true
        var logs = Logs()
        logs["loss"] = .nan
        return logs
      }
      let logs = wantsLogs ? try runner.logs() : Logs()
      for callback in callbacks { try callback.onTrainBatchEnd(step, logs) }
      if isLast { return logs.sorted }
      if Interruption.isPending { return Logs() }
      if model.stopTraining { return try (wantsLogs ? logs : runner.logs()).sorted }
    }
    return Logs()
  }
}
