public import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension Model {
  /// The results for data that lies in memory, the model in inference mode.
  ///
  /// - Parameter steps: how many batches are taken; all by default.
  /// - Throws: ``KeratinError`` for data that do not fit, and for a model of several outputs, for which there is ``predictAll(_:batchSize:verbose:steps:callbacks:)``.
  public func predict(
    _ x: any ModelData, batchSize: Int = 32, verbose: Verbosity = .auto, steps: Int? = nil, callbacks: [Callback] = []
  ) throws -> Tensor {
    try predictAll(x, batchSize: batchSize, verbose: verbose, steps: steps, callbacks: callbacks).single(outputNames)
  }

  /// The results of all outputs for data that lies in memory, the model in inference mode.
  ///
  /// - Parameter steps: how many batches are taken; all by default.
  public func predictAll(
    _ x: any ModelData, batchSize: Int = 32, verbose: Verbosity = .auto, steps: Int? = nil, callbacks: [Callback] = []
  ) throws -> [Tensor] {
    try requireSound()
    try require(batchSize >= 1, "batchSize of at least 1", "\(batchSize)", "predict")
    try require(steps ?? 1 >= 1, "steps of at least 1", "\(steps ?? 1)", "predict")
    let data = try data(x, nil, sampleWeight: nil, classWeight: nil, nil)
    try prepare(data, nil)
    return try predict(InMemorySteps(data, batchSize: batchSize, stepsPerEpoch: steps), verbose, callbacks)
  }

  func predict(_ source: any StepSource, _ verbose: Verbosity, _ callbacks: [Callback]) throws -> [Tensor] {
    defer { source.finish() }
    let all = callbacks + (ProgressReport(verbose).map { [$0] } ?? [])
    for callback in all {
      callback.model = self
      callback.parameters = .init(epochs: 1, steps: source.stepsPerEpoch ?? 0, samples: source.sampleCount)
    }
    let batches = try all.tellingErrors { try self.batches(source, all) }
    guard let first = batches.first, !first.isEmpty else {
      throw KeratinError(
        .state, expected: "a result of predictStep for each output", received: "none", operation: "predict",
        layerPath: name)
    }
    return first.indices.map { output in
      batches.count == 1 ? first[output] : Tensor.concatenated(batches.map { $0[output] }, axis: 0)
    }
  }

  /// The results of each batch.
  private func batches(_ source: any StepSource, _ callbacks: [Callback]) throws -> [[Tensor]] {
    for callback in callbacks { try callback.onPredictBegin() }
    let runner = runner(.predict)
    try source.beginEpoch(0, runner)
    var batches: [[Tensor]] = []
    while let samples = try source.next(runner) {
      for callback in callbacks { try callback.onPredictBatchBegin(batches.count) }
      _ = try runner.run(from: samples.start, count: samples.count)
      let outputs = runner.outputs()
      if try outputs.contains(where: { try !$0.isAllFinite() }) { try runner.requireKnownIndices("predict") }
      batches.append(outputs)
      for callback in callbacks { try callback.onPredictBatchEnd(batches.count - 1) }
    }
    for callback in callbacks { try callback.onPredictEnd() }
    return batches
  }
}

extension [Tensor] {
  /// The only one of them.
  func single(_ names: [String]) throws -> Tensor {
    guard count == 1 else {
      throw KeratinError(
        .state, expected: "a model of one output", received: "\(count) outputs: \(names.joined(separator: ", "))",
        operation: "predict", suggestion: "predictAll, which gives the results of all outputs in that order")
    }
    return self[0]
  }
}
