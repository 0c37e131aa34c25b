internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// What one caller of a ``Predictor`` has to itself: an arena, plans, and variables that hold the snapshot. One thread
/// at a time uses it.
final class PredictorSeat: @unchecked Sendable {
  private let model: Model
  private let backend: any Backend
  private let snapshot: [(variable: Variable, value: Tensor)]
  /// Variables that stand for the model's.
  private let substitutes: [ObjectIdentifier: Variable]
  private let arena = Arena()
  private var entries: [Entry] = []

  /// A plan for batches of one shape.
  private struct Entry {
    let executor: Executor
    let inputs: [TensorType]
    let outputs: [TensorType]
    /// The variables that prediction changes, and what they hold before each call.
    let changed: [(variable: Variable, value: Tensor)]
    /// When the entry was used last.
    var use: Int
  }

  private var uses = 0

  init(_ model: Model, _ snapshot: [(variable: Variable, value: Tensor)], _ backend: any Backend) throws {
    (self.model, self.snapshot, self.backend) = (model, snapshot, backend)
    substitutes = try Dictionary(
      snapshot.map { variable, value in
        (ObjectIdentifier(variable), try Variable(variable.name, value, isTrainable: variable.isTrainable))
      }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: - Calls

  /// The first output for a single input.
  func predictFirst(_ x: Tensor, batchSize: Int) throws -> Tensor {
    let count = try checked(x, batchSize)
    if count <= batchSize {
      let index = try entry([x], count)
      guard try run(index, [x], from: 0), !entries[index].outputs.isEmpty else { throw withoutResult() }
      defer { entries[index].executor.unbindInputs() }
      return entries[index].executor.output(0)
    }
    return try predict([x], batchSize: batchSize)[0]
  }

  /// All outputs.
  func predict(_ inputs: [Tensor], batchSize: Int) throws -> [Tensor] {
    let count = try checked(inputs[0], batchSize)
    for input in inputs.dropFirst() {
      guard try checked(input, batchSize) == count else {
        throw KeratinError(
          .data, expected: "as many samples in all inputs", received: "\(count) and \(input.shape[0])",
          operation: "predict")
      }
    }
    var parts: [[Tensor]] = []
    for start in stride(from: 0, to: count, by: batchSize) {
      let index = try entry(inputs, Swift.min(batchSize, count - start))
      guard try run(index, inputs, from: start), !entries[index].outputs.isEmpty else { throw withoutResult() }
      parts.append(entries[index].outputs.indices.map { entries[index].executor.output($0) })
      entries[index].executor.unbindInputs()
    }
    guard let first = parts.first else { throw withoutResult() }
    return parts.count == 1
      ? first : first.indices.map { output in Tensor.concatenated(parts.map { $0[output] }, axis: 0) }
  }

  /// The number of samples. Throws for what holds none.
  private func checked(_ x: Tensor, _ batchSize: Int) throws -> Int {
    try model.require(batchSize >= 1, "batchSize of at least 1", "\(batchSize)", "predict")
    _ = try x.buffer(for: "predict")
    guard x.rank > 0, x.shape[0] > 0 else {
      throw KeratinError(
        .data, expected: "an input with a first axis that counts at least one sample", received: "shape \(x.shape)",
        operation: "predict", suggestion: x.rank == 0 ? "reshaped(to: [1, …])" : nil)
    }
    return x.shape[0]
  }

  private func withoutResult() -> KeratinError {
    KeratinError(
      .state, expected: "a result of predictStep for each output", received: "none", operation: "predict",
      layerPath: model.name)
  }

  private func run(_ index: Int, _ inputs: [Tensor], from start: Int) throws -> Bool {
    uses += 1
    entries[index].use = uses
    let entry = entries[index]
    for (variable, value) in entry.changed { try variable.assign(value) }
    for (number, input) in inputs.enumerated() {
      let bytes = entry.inputs[number].byteCount / entry.inputs[number].shape[0]
      entry.executor.bind(input: number, to: try input.buffer(), offset: start * bytes)
    }
    return try entry.executor.run()
  }

  // MARK: - Plans

  /// The entry for batches of `count` samples, planned if it was not before.
  private func entry(_ inputs: [Tensor], _ count: Int) throws -> Int {
    for index in entries.indices where fits(entries[index], inputs, count) { return index }
    let types = inputs.map { TensorType(Shape([count] + $0.shape.dimensions.dropFirst()), $0.elementType) }
    let entry = try Backends.with(backend) { try planned(types) }
    if entries.count >= StepCache.capacity, let oldest = entries.indices.min(by: { entries[$0].use < entries[$1].use })
    {
      entries.remove(at: oldest)
    }
    entries.append(entry)
    return entries.count - 1
  }

  /// Whether batches of `count` samples are what the entry is for.
  private func fits(_ entry: Entry, _ inputs: [Tensor], _ count: Int) -> Bool {
    guard entry.inputs.count == inputs.count else { return false }
    for (type, input) in zip(entry.inputs, inputs) {
      guard type.elementType == input.elementType, type.shape.rank == input.rank, type.shape[0] == count else {
        return false
      }
      for axis in 1..<Swift.max(input.rank, 1) where type.shape[axis] != input.shape[axis] { return false }
    }
    return true
  }

  private func planned(_ types: [TensorType]) throws -> Entry {
    let trace = Trace()
    trace.substitutes = substitutes
    let outputs = try model.traced(by: trace) {
      try model.results(.predict, Batch(inputs: types.map { trace.input($0) })).outputs
    }
    let program = try Program(trace, outputs: outputs)
    let changed = trace.assignments.compactMap { assignment in
      snapshot.first { substitutes[ObjectIdentifier($0.variable)] === assignment.variable }.map {
        (assignment.variable, $0.value)
      }
    }
    return Entry(
      executor: Executor(try Plan(program, backend: backend), arena: arena), inputs: types,
      outputs: outputs.map(\.type), changed: changed, use: uses)
  }
}
