internal import KeratinGraph
internal import KeratinKernels

/// Runs steps from plans: one for whole batches, one for a last batch that is shorter.
final class PlannedRunner: StepRunner {
  private let model: Model
  private let mode: StepMode
  private var data: InMemoryData?
  private var order: Buffer?
  private var last: PlannedStep?
  private var planned: [Int: PlannedStep] = [:]

  init(_ model: Model, _ mode: StepMode) {
    self.model = model
    self.mode = mode
  }

  /// A model keeps its plans, but not the data of a run that has ended.
  deinit { releaseData() }

  private func releaseData() {
    for step in planned.values where step.user == ObjectIdentifier(self) { step.releaseData() }
  }

  /// Data of the same types as those before are worked on by the same plans.
  func bind(_ data: InMemoryData) {
    releaseData()
    if let former = self.data, !former.hasTypes(of: data) { planned = [:] }
    self.data = data
  }

  func reorder(_ order: [Int32]) {
    if let memory = self.order { memory.copy(order) } else { self.order = Buffer(copying: order) }
  }

  func run(from start: Int, count: Int) throws -> Bool {
    guard let step = try planned[count] ?? step(count) else { return true }
    last = step
    if step.user != ObjectIdentifier(self), let data { try step.bind(data, order: order, for: self) }
    return try step.run(from: start)
  }

  private func step(_ count: Int) throws -> PlannedStep? {
    guard let data else { return nil }
    let step = try model.plannedStep(mode, data, batchSize: count, gathers: order != nil)
    try step.bind(data, order: order, for: self)
    planned[count] = step
    return step
  }

  func logs() throws -> Logs {
    guard let last, last.executor.holdsLastRun else { return Logs() }
    return try last.logs()
  }

  func outputs() -> [Tensor] { last?.outputs() ?? [] }
  func samples(from start: Int, count: Int) -> [Int] {
    guard let order else { return Array(start..<start + count) }
    return order.withElements(Int32.self) { $0[start..<start + count].map { Int($0) } }
  }

  func findNonFinite() throws -> NonFiniteOrigin? { last?.executor.findNonFinite() }
}
