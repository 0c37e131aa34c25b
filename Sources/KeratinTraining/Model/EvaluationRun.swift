internal import KeratinGraph
internal import KeratinKernels

/// One pass of test steps over data.
struct EvaluationRun {
  let model: Model
  let compiled: CompiledModel
  let callbacks: [Callback]

  /// The loss and metrics over all of `data`, in `evaluate`'s order.
  func evaluate(_ data: InMemoryData, batchSize: Int) throws -> Logs {
    let runner = model.runner(.test)
    try compiled.reset()
    runner.bind(data)
    for callback in callbacks { try callback.onTestBegin() }
    var logs = Logs()
    let steps = data.batchCount(of: batchSize)
    for step in 0..<steps {
      let start = step * batchSize
      for callback in callbacks { try callback.onTestBatchBegin(step) }
      let isLast = step == steps - 1
      let wantsLogs = isLast || callbacks.contains(where: \.wantsBatchLogs)
      _ = try runner.run(from: start, count: Swift.min(batchSize, data.count - start), logs: wantsLogs)
      if wantsLogs { logs = try runner.logs() }
      for callback in callbacks { try callback.onTestBatchEnd(step, logs) }
    }
    let ordered = inOrder(logs)
    // A loss beyond all numbers is a result; numbers that were none to begin with are a mistake.
    if ordered["loss"]?.isFinite == false, let error = try model.nonFiniteData(data, Array(0..<data.count), "evaluate")
    {
      throw error
    }
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
