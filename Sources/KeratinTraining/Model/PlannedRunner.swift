internal import KeratinGraph
internal import KeratinKernels

/// Runs steps from plans: one for whole batches, one for a last batch that is shorter.
final class PlannedRunner: StepRunner {
  private let model: Model
  private let mode: StepMode
  private var data: InMemoryData?
  private var order: Buffer?
  private var last: PlannedStep?
  private var bound: [Int: PlannedStep] = [:]

  init(_ model: Model, _ mode: StepMode) {
    self.model = model
    self.mode = mode
  }

  func bind(_ data: InMemoryData, order: [Int32]?) {
    self.data = data
    self.order = order.map { Buffer(copying: $0) }
    bound = [:]
  }

  func run(from start: Int, count: Int, logs: Bool) throws -> Bool {
    guard let step = try bound[count] ?? step(count) else { return true }
    last = step
    return try step.run(from: start, logs: logs)
  }

  private func step(_ count: Int) throws -> PlannedStep? {
    guard let data else { return nil }
    let step = try model.plannedStep(mode, data, batchSize: count, gathers: order != nil)
    try step.bind(data, order: order)
    bound[count] = step
    return step
  }

  func logs() throws -> Logs { try last?.logs() ?? Logs() }
  func outputs() -> [Tensor] { last?.outputs() ?? [] }
  func findNonFinite() throws -> NonFiniteOrigin? { last?.executor.findNonFinite() }
}
