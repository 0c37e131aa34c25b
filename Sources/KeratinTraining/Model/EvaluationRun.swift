internal import KeratinGraph
internal import KeratinKernels

/// One pass of test steps over data.
struct EvaluationRun {
  let model: Model
  let compiled: CompiledModel
  let callbacks: [Callback]

  /// The loss and metrics over one epoch of `source`, in `evaluate`'s order.
  func evaluate(_ source: any StepSource) throws -> Logs {
    defer { source.finish() }
    let runner = model.runner(.test)
    try compiled.reset()
    for callback in callbacks { try callback.onTestBegin() }
    var logs = Logs()
    try source.beginEpoch(0, runner)
    let steps = source.stepsInEpoch
    let mayEnd = !(source is InMemorySteps)
    var step = 0
    while let samples = try source.next(runner) {
      for callback in callbacks { try callback.onTestBatchBegin(step) }
      let wantsLogs = mayEnd || step + 1 == steps || callbacks.contains(where: \.wantsBatchLogs)
      _ = try runner.run(from: samples.start, count: samples.count)
      if wantsLogs { logs = try runner.logs() }
      for callback in callbacks { try callback.onTestBatchEnd(step, logs) }
      step += 1
      // A loss beyond all numbers is a result; numbers that were none to begin with are a mistake. Batches of a data set are gone afterwards.
      guard mayEnd || step == steps, logs["loss"]?.isFinite == false else { continue }
      if let error = try model.nonFiniteData(samples.data, Array(0..<samples.data.count), "evaluate") { throw error }
      try runner.requireKnownIndices("evaluate")
    }
    let ordered = inOrder(logs)
    for callback in callbacks { try callback.onTestEnd(ordered) }
    return ordered
  }

  /// The loss, each output's loss, the metrics, then what a step of the user's own returned.
  private func inOrder(_ logs: Logs) -> Logs {
    var ordered = Logs()
    for (name, _) in compiled.tracked { if let value = logs[name] { ordered[name] = value } }
    ordered.append(logs)
    return ordered
  }
}
