internal import Foundation
internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension Model {
  /// The step of that mode for batches of `batchSize` samples of `data`, planned if it was not before.
  func plannedStep(_ mode: StepMode, _ data: InMemoryData, batchSize: Int, gathers: Bool) throws -> PlannedStep {
    let types = data.fields.map { field in
      gathers ? field.type : TensorType(Shape([batchSize] + field.shape.dimensions.dropFirst()), field.elementType)
    }
    let backend = Backends.current
    let key = StepCache.Key(
      mode: mode, fields: types, hasWeights: data.sampleWeights.map { $0 != nil }, inputCount: data.inputs.count,
      batchSize: batchSize, gathers: gathers,
      backend: backend.name, backendType: ObjectIdentifier(type(of: backend)))
    let step = try steps.step(key) {
      try planned(key, data, types, backend)
    }
    step.executor.crossCheck = crossCheck
    step.executor.profile = profile
    return step
  }

  private func planned(
    _ key: StepCache.Key, _ data: InMemoryData, _ types: [TensorType], _ backend: any Backend
  ) throws -> PlannedStep {
    let (mode, batchSize, gathers) = (key.mode, key.batchSize, key.gathers)
    let trace = Trace()
    trace.resumedDraws = steps.takeResumedDraws(for: key)
    let (outputs, logs) = try traced(by: trace) {
      var fields = types.map { trace.input($0) }
      if gathers {
        let indices = trace.input(TensorType([batchSize], .int32))
        fields = fields.map { $0.gathering(indices) }
      }
      return try results(mode, data.batch(fields))
    }
    let names = logs.keys.sorted()
    let program = try Program(trace, outputs: outputs, logs: names.map { logs[$0]! })
    let plan = try Plan(program, backend: backend)
    return PlannedStep(
      executor: Executor(plan, arena: steps.arena), logNames: names, outputTypes: outputs.map(\.type), fields: types,
      gathers: gathers, batchSize: batchSize, draws: trace.draws)
  }

  /// Runs `body`, which calls the layers, in a trace, alone among all threads.
  func traced<R>(by trace: Trace, _ body: () throws -> R) rethrows -> R {
    tracing.lock()
    defer { tracing.unlock() }
    return try trace.run(body)
  }

  /// What a step of that mode computes for a batch: predictions, or values for logs.
  func results(_ mode: StepMode, _ batch: Batch) throws -> (outputs: [Tensor], logs: [String: Tensor]) {
    try CallContext(isTraining: mode == .train).run {
      switch mode {
      case .train: return ([], try trainStep(batch))
      case .test: return ([], try testStep(batch))
      case .predict: return (try predictStep(batch), [:])
      }
    }
  }

  /// Builds the model for this data, and gives outputs, losses, metrics and optimizer what they need to know of it.
  func prepare(_ data: InMemoryData, _ compiled: CompiledModel?) throws {
    if crossCheck != nil, self.compiled?.runEagerly == true {
      throw KeratinError(
        .argument, expected: "steps that run from a plan, whose kernels can be checked",
        received: "a model with a cross-check, compiled with runEagerly: true", suggestion: "runEagerly: false")
    }
    if let sequential = self as? Sequential { sequential.pendingElementType = data.inputs[0].elementType }
    // An input of a fixed batch size never sees all samples at once.
    let given = data.inputs.enumerated().map { index, input in
      let fixed = graph.flatMap { index < $0.inputs.count ? $0.inputs[index].type.shape[0] : nil } ?? Shape.unknown
      guard fixed != Shape.unknown else { return input.type }
      return TensorType(Shape([fixed] + input.shape.dimensions.dropFirst()), input.elementType)
    }
    let types = try steps.outputTypes(given) {
      let trace = Trace()
      return try traced(by: trace) {
        let batch = Batch(inputs: given.map { trace.input($0) }, targets: [], sampleWeights: [])
        return try results(.predict, batch).outputs.map(\.type)
      }
    }
    guard let compiled else { return }
    try compiled.resolveLosses(outputNames: graph == nil ? types.indices.map { "output_\($0 + 1)" } : outputNames)
    var next = 0
    let targets: [Tensor?] = compiled.lossEntries.map { entry in
      guard entry != nil, next < data.targets.count else { return nil }
      defer { next += 1 }
      return data.targets[next]
    }
    for (entry, target) in zip(compiled.lossEntries, targets) {
      if let entry, let target { try entry.loss.validate(target, prediction: types[entry.output]) }
    }
    let targetTypes = targets.map {
      $0.map { TensorType(Shape([1] + $0.shape.dimensions.dropFirst()), $0.elementType) }
    }
    try compiled.resolveMetrics(
      outputNames: graph == nil ? types.indices.map { "output_\($0 + 1)" } : outputNames, targets: targetTypes,
      predictions: types)
    if compiledVariables == nil { compiledVariables = trainableVariables }
    try compiled.optimizer.buildIfNeeded(compiledVariables ?? [])
  }
}
