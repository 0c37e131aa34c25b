internal import KeratinGraph
internal import KeratinKernels

/// A planned training, test or prediction step, bound to data that lies in memory.
final class PlannedStep {
  let executor: Executor
  let logNames: [String]
  /// Predictions, in `predict` mode.
  let outputTypes: [TensorType]
  /// The random numbers without a seed that the step draws.
  let draws: [RandomDraw]
  private let fieldBytes: [Int]
  private let gathers: Bool
  private let batchSize: Int
  /// The runner whose data the step has: a callback may run the same step on other data.
  private(set) var user: ObjectIdentifier?

  init(
    executor: Executor, logNames: [String], outputTypes: [TensorType], fields: [TensorType], gathers: Bool,
    batchSize: Int, draws: [RandomDraw]
  ) {
    self.draws = draws
    self.executor = executor
    self.logNames = logNames
    self.outputTypes = outputTypes
    self.gathers = gathers
    self.batchSize = batchSize
    fieldBytes = fields.map { $0.shape[0] == 0 ? 0 : $0.byteCount / $0.shape[0] }
  }

  /// Gives the step the data it works on, and the order of the samples if it gathers them.
  func bind(_ data: InMemoryData, order: Buffer?, for runner: PlannedRunner) throws {
    user = ObjectIdentifier(runner)
    for (index, field) in data.fields.enumerated() { executor.bind(input: index, to: try field.buffer()) }
    if gathers, let order { executor.bind(input: fieldBytes.count, to: order) }
  }

  /// Lets go of the data.
  func releaseData() {
    user = nil
    executor.unbindInputs()
  }

  /// Runs the step for the batch that begins with sample `start`. Returns false, with nothing changed, if the loss is not finite.
  func run(from start: Int) throws -> Bool {
    if gathers {
      executor.move(input: fieldBytes.count, offset: start * MemoryLayout<Int32>.stride)
    } else {
      for index in fieldBytes.indices { executor.move(input: index, offset: start * fieldBytes[index]) }
    }
    return try executor.run()
  }

  /// Copies of the predictions of the last run.
  func outputs() -> [Tensor] { outputTypes.indices.map { executor.output($0) } }

  /// The values of the last run.
  func logs() throws -> Logs {
    var logs = Logs()
    for (name, value) in zip(logNames, try executor.logs()) { try logs.set(name, value) }
    return logs
  }
}
