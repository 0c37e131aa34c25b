internal import KeratinGraph
internal import KeratinKernels

extension Model {
  /// One update on one batch. Returns the loss and metrics, which start anew with every call.
  @discardableResult
  public func trainOnBatch(
    _ x: any ModelData, _ y: any ModelData, sampleWeight: (any ModelData)? = nil, classWeight: [Int: Double]? = nil
  ) throws -> Scores {
    let compiled = try requireCompiled("trainOnBatch")
    let data = try data(x, y, sampleWeight: sampleWeight, classWeight: classWeight, compiled)
    return try runOnce(.train, data, compiled)
  }

  /// The loss and metrics on one batch, the model in inference mode.
  @discardableResult
  public func testOnBatch(
    _ x: any ModelData, _ y: any ModelData, sampleWeight: (any ModelData)? = nil
  ) throws -> Scores {
    let compiled = try requireCompiled("testOnBatch")
    let data = try data(x, y, sampleWeight: sampleWeight, classWeight: nil, compiled)
    return try runOnce(.test, data, compiled)
  }

  private func runOnce(_ mode: StepMode, _ data: InMemoryData, _ compiled: CompiledModel) throws -> Scores {
    try prepare(data, compiled)
    try compiled.reset()
    let runner = runner(mode)
    runner.bind(data)
    guard try runner.run(from: 0, count: data.count) else {
      throw try nonFiniteError(runner, data, runner.samples(from: 0, count: data.count))
    }
    return Scores(try runner.logs())
  }

  /// What runs this model's steps.
  func runner(_ mode: StepMode) -> any StepRunner {
    compiled?.runEagerly == true ? EagerRunner(self, mode) : PlannedRunner(self, mode)
  }

  /// What to say of NaN or infinity among those samples of the data, `nil` where there is none.
  func nonFiniteData(_ data: InMemoryData, _ samples: [Int], _ operation: String) throws -> KeratinError? {
    for (name, tensor) in data.named {
      guard let sample = try tensor.firstNonFiniteRow(among: samples) else { continue }
      return KeratinError(
        .nonFinite, expected: "finite numbers in \(name)", received: "NaN or infinity in sample \(sample)",
        operation: operation,
        suggestion: "removing or filling that sample; the weights are those after the last whole step")
    }
    return nil
  }

  /// What to say of a step whose loss is not finite.
  func nonFiniteError(_ runner: any StepRunner, _ data: InMemoryData, _ samples: [Int]) throws -> KeratinError {
    if let error = try nonFiniteData(data, samples, "fit") { return error }
    let origin = try runner.findNonFinite()
    if let error = origin?.outsideError("fit") { return error }
    return KeratinError(
      .nonFinite, expected: "a finite loss",
      received: origin.map { "NaN or infinity, first in element \($0.element) of \($0.operation)'s result \($0.type)" }
        ?? "NaN or infinity",
      operation: origin?.operation ?? "fit", layerPath: origin?.layerPath.isEmpty == false ? origin?.layerPath : nil,
      suggestion: "a smaller learning rate, scaled inputs; the weights are those after the last whole step")
  }
}

extension StepRunner {
  /// Throws if the last step met an index that its table has no row for.
  func requireKnownIndices(_ operation: String) throws {
    if let error = try findNonFinite()?.outsideError(operation) { throw error }
  }
}

extension NonFiniteOrigin {
  /// What to say of an index that its table has no row for, `nil` where that is not the cause.
  fileprivate func outsideError(_ operation: String) -> KeratinError? {
    outside.map {
      KeratinError(
        .data, expected: "indices in 0...\($0.rows - 1)",
        received: "\($0.index) at \($0.place) of the batch", operation: operation,
        layerPath: layerPath.isEmpty ? nil : layerPath,
        suggestion: "an Embedding whose inputDim is larger than every index, or one index for all that are unknown")
    }
  }
}
