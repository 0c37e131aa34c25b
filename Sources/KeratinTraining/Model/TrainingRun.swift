internal import KeratinGraph
internal import KeratinLayers

/// One call of `fit`: epochs of steps, validation between them, callbacks told.
struct TrainingRun {
  let model: Model
  let compiled: CompiledModel
  let callbacks: [Callback]
  let history: History
  /// The random orders of validation's data sets.
  let validationPasses: [PassKeys]

  /// `validation` gives the steps on which the model is evaluated after every `validationFrequency` epochs.
  func train(
    _ source: any StepSource, stepsPerEpoch: Int?, epochs: Range<Int>, validation: (() throws -> any StepSource)?,
    validationFrequency: Int
  ) throws {
    defer { source.finish() }
    let runner = model.runner(.train)
    let resumed = try stateToResume(source)
    for callback in callbacks {
      callback.isResuming = resumed != nil
      try callback.onTrainBegin()
    }
    let start = try resumed.map { try restore($0, source, runner) } ?? TrainingPlace(epoch: epochs.lowerBound)
    var logs = start.logs
    for epoch in epochs where epoch >= start.epoch {
      var place = TrainingPlace(epoch: epoch, isWithinEpoch: true)
      if start.isWithinEpoch, epoch == start.epoch {
        place = start
      } else {
        if model.stopTraining || Interruption.isPending { break }
        for callback in callbacks { try callback.onEpochBegin(epoch) }
        try compiled.reset()
        try source.beginEpoch(epoch, runner)
      }
      let (taken, values) = try trainEpoch(runner, source, from: place)
      logs = values
      if let stepsPerEpoch, taken < stepsPerEpoch, !model.stopTraining, !Interruption.isPending {
        Warnings.say("epoch \(epoch + 1) has \(taken) steps and not \(stepsPerEpoch): the data ended, and begin anew.")
      }
      if Interruption.isPending { break }
      if let validation, (epoch + 1) % validationFrequency == 0 {
        let values = try EvaluationRun(model: model, compiled: compiled, callbacks: callbacks).evaluate(
          validation())
        logs.append(values.sorted.prefixed("val_"))
      }
      for callback in callbacks { try callback.onEpochEnd(epoch, &logs) }
      try keepState(afterEpoch: true, source) { TrainingPlace(epoch: epoch + 1, logs: logs) }
    }
    if !epochs.isEmpty { try compiled.optimizer.finalizeVariables() }
    history.wasInterrupted = Interruption.isPending
    for callback in callbacks { try callback.onTrainEnd(logs) }
    try endKeeping()
  }

  /// Takes the steps of an epoch from `place` on. Returns how many it has had, and the values after the last.
  private func trainEpoch(
    _ runner: any StepRunner, _ source: any StepSource, from place: TrainingPlace
  ) throws -> (steps: Int, logs: Logs) {
    let steps = source.stepsInEpoch
    // Where the end does not show beforehand, any step may be the last.
    let mayEnd = !(source is InMemorySteps)
    var step = place.step
    var logs = place.logs
    // The step before was the epoch's last.
    if place.step > 0, model.stopTraining { return (step, logs.sorted) }
    while let samples = try source.next(runner) {
      for callback in callbacks { try callback.onTrainBatchBegin(step) }
      let isLast = step + 1 == steps
      let wantsLogs = isLast || callbacks.contains(where: \.wantsBatchLogs)
      guard try runner.run(from: samples.start, count: samples.count) else {
        guard callbacks.contains(where: { $0 is TerminateOnNaN }) else {
          throw try model.nonFiniteError(
            runner, samples.data, runner.samples(from: samples.start, count: samples.count))
        }
        model.stopTraining = true
        var logs = Logs()
        logs["loss"] = .nan
        return (step, logs)
      }
      if wantsLogs || mayEnd { logs = try runner.logs() }
      for callback in callbacks { try callback.onTrainBatchEnd(step, wantsLogs ? logs : Logs()) }
      step += 1
      try keepState(afterEpoch: false, source) {
        let endsEpoch = isLast || mayEnd || model.stopTraining
        return TrainingPlace(
          epoch: place.epoch, step: step, isWithinEpoch: true,
          logs: endsEpoch ? (wantsLogs || mayEnd ? logs : try runner.logs()) : Logs())
      }
      if isLast { continue }
      if Interruption.isPending { return (step, Logs()) }
      if model.stopTraining { return (step, try (wantsLogs ? logs : runner.logs()).sorted) }
    }
    return (step, logs.sorted)
  }
}
