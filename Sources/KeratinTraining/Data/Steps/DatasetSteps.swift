internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

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
  /// Where random numbers and the data set's passes were when the pass began.
  private var passBegin: (random: RandomState.Position, keys: ConfigValue)?
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

  var stepsInEpoch: Int? { stepsPerEpoch }

  func beginEpoch(_ epoch: Int, _ runner: any StepRunner) {
    takenInEpoch = 0
    // Without a limit each epoch is a pass of its own; with one a pass goes on where the last epoch ended.
    if limit == nil, first == nil { pass = nil }
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

  var state: [String: ConfigValue] {
    var state: [String: ConfigValue] = [
      "elements": .int(length), "limit": .int(limit ?? 0), "in_pass": .bool(pass != nil),
      "taken_from_pass": .int(takenFromPass), "taken_in_epoch": .int(takenInEpoch),
      "counted": .int(counted ?? -1), "keys": dataset.randomPasses.saved,
    ]
    if pass != nil, let passBegin {
      state["keys"] = passBegin.keys
      state["random"] = .array([SavedKey(passBegin.random.key, passBegin.random.taken).value])
    }
    return state
  }

  /// The number of elements, -1 where it is not known.
  private var length: Int { if case .finite(let count) = dataset.cardinality { count } else { -1 } }

  func check(_ state: SavedState) throws {
    guard try state.int("elements") == length, try state.int("limit") == limit ?? 0,
      try state.keys("keys").count == dataset.randomPasses.count
    else { throw foreign("a data set like that of the earlier fit", "another, or other steps per epoch") }
    guard try state.int("taken_from_pass") >= 0, try state.int("taken_in_epoch") >= 0 else {
      throw foreign("a place in the pass", "a negative one")
    }
    _ = (try state.bool("in_pass"), try state.int("counted"))
  }

  /// The pass that was going on is begun again, and what was taken from it passed over: its elements may depend on those before them.
  func restore(_ state: SavedState, _ runner: any StepRunner) throws {
    finish()
    dataset.randomPasses.restore(try state.keys("keys"))
    let count = try state.int("counted")
    counted = count < 0 ? nil : count
    (takenFromPass, takenInEpoch) = (try state.int("taken_from_pass"), try state.int("taken_in_epoch"))
    guard try state.bool("in_pass") else { return }
    if let random = try state.keys("random").first {
      RandomState.position = .init(key: random.key, taken: random.count)
    }
    passBegin = (RandomState.position, dataset.randomPasses.saved)
    let pass = try dataset.makeIterator()
    for _ in 0..<takenFromPass {
      guard try pass() != nil else { throw foreign("\(takenFromPass) elements of a pass", "fewer") }
    }
    self.pass = pass
  }

  func finish() {
    pass = nil
    first = nil
  }

  /// The next batch in the model's order, which the model has been prepared for; `nil` at the end of the pass.
  private func take() throws -> InMemoryData? {
    if pass == nil {
      passBegin = (RandomState.position, dataset.randomPasses.saved)
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
