internal import KeratinGraph
internal import KeratinKernels

/// Steps on the elements of a data set: a thread makes them ahead, and each is given to the runner as its data.
final class DatasetSteps: StepSource {
  /// How many batches are kept ahead where the data set does not say.
  private static let ahead = 2

  private let model: Model
  private let compiled: CompiledModel?
  private let dataset: any Dataset
  private let limit: Int?
  private let classWeight: [Int: Double]?
  private let operation: String
  private var pass: (() throws -> Batch?)?
  private var takenFromPass = 0
  private var takenInEpoch = 0
  /// The elements of a pass, once one has ended.
  private var counted: Int?
  /// The batch that showed what the model works on, before the first step.
  private var first: InMemoryData?

  /// Throws where the data set has no end and `limit` does not give an epoch one, and for a first batch that does not fit the model.
  init(
    _ model: Model, _ compiled: CompiledModel?, _ dataset: any Dataset, limit: Int?, limitName: String,
    classWeight: [Int: Double]? = nil, operation: String
  ) throws {
    if dataset.cardinality == .infinite, limit == nil {
      throw KeratinError(
        .argument, expected: "\(limitName) for a data set that never ends", received: "none", operation: operation)
    }
    (self.model, self.compiled, self.limit, self.classWeight) = (model, compiled, limit, classWeight)
    self.dataset = dataset is PrefetchedDataset ? dataset : dataset.prefetch(DatasetSteps.ahead)
    self.operation = operation
    do { first = try take() } catch {
      finish()
      throw error
    }
  }

  var stepsPerEpoch: Int? { limit ?? passLength }
  var sampleCount: Int { 0 }

  private var passLength: Int? {
    if case .finite(let count) = dataset.cardinality { count } else { counted }
  }

  func beginEpoch(_ epoch: Int, _ runner: any StepRunner) -> Int? {
    takenInEpoch = 0
    // Without a limit each epoch is a pass of its own; with one a pass goes on where the last epoch ended.
    if limit == nil, first == nil { pass = nil }
    return stepsPerEpoch
  }

  func next(_ runner: any StepRunner) throws -> StepSamples? {
    if takenInEpoch == limit ?? passLength {
      try endWholePass()
      return nil
    }
    var data = first
    first = nil
    if data == nil { data = try take() }
    // The last epoch took all there was, without seeing that it was all.
    if data == nil, takenInEpoch == 0 { data = try take() }
    guard let data else { return nil }
    takenInEpoch += 1
    runner.bind(data)
    return StepSamples(data: data, start: 0, count: data.count)
  }

  func finish() {
    pass = nil
    first = nil
  }

  /// The next batch in the model's order, which the model has been prepared for; `nil` at the end of the pass.
  private func take() throws -> InMemoryData? {
    if pass == nil {
      pass = try dataset.makeIterator()
      takenFromPass = 0
    }
    guard let batch = try pass?() else {
      guard takenFromPass > 0 else {
        throw KeratinError(
          .data, expected: "at least one batch", received: "a data set without elements", operation: operation)
      }
      counted = takenFromPass
      pass = nil
      return nil
    }
    takenFromPass += 1
    let data = try model.data(batch, classWeight: classWeight, compiled, operation: operation)
    try model.prepare(data, compiled)
    return data
  }

  /// Lets a pass that has given all its elements come to its end, for which an ``IndexedDataset`` may wait.
  private func endWholePass() throws {
    guard let pass, takenFromPass == passLength else { return }
    _ = try pass()
    self.pass = nil
  }
}
