internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension Model {
  /// What predicting a batch runs, and what it costs.
  ///
  /// - Parameters:
  ///   - batchSize: the samples of the batch; 32 by default.
  ///   - length: what stands for extents that the inputs leave open; 16 by default.
  /// - Throws: ``KeratinError`` for a model that does not know its inputs.
  public func planDescription(batchSize: Int = 32, length: Int = 16) throws -> PlanDescription {
    try requireSound()
    try require(batchSize >= 1, "batchSize of at least 1", "\(batchSize)", "planDescription")
    try require(length >= 1, "a length of at least 1", "\(length)", "planDescription")
    guard !inputs.isEmpty else {
      throw KeratinError(
        .state, expected: "a model that knows its inputs", received: "'\(name)', which does not",
        operation: "planDescription", suggestion: "giving it an Input, or the form with data")
    }
    let types = inputs.map { input in
      let extents = input.shape.dimensions.enumerated().map { axis, extent in
        extent == Shape.unknown ? axis == 0 ? batchSize : length : extent
      }
      return TensorType(Shape(extents), input.elementType)
    }
    let trace = Trace()
    let outputs = try traced(by: trace) {
      try results(.predict, Batch(inputs: types.map { trace.input($0) })).outputs
    }
    return PlanDescription(try Plan(Program(trace, outputs: outputs)))
  }

  /// What a training step on a batch of these data runs, and what it costs. The model must be compiled.
  public func planDescription(
    _ x: any ModelData, _ y: any ModelData, batchSize: Int = 32
  ) throws -> PlanDescription {
    let compiled = try requireCompiled("planDescription")
    try require(batchSize >= 1, "batchSize of at least 1", "\(batchSize)", "planDescription")
    let data = try data(x, y, sampleWeight: nil, classWeight: nil, compiled)
    try prepare(data, compiled)
    let step = try plannedStep(.train, data, batchSize: Swift.min(batchSize, data.count), gathers: true)
    return PlanDescription(step.executor.plan)
  }
}
