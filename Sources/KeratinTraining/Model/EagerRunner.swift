internal import KeratinGraph
internal import KeratinKernels

/// Computes every step node by node as it is called, so that layers can read values: `compile(runEagerly: true)`.
final class EagerRunner: StepRunner {
  private let model: Model
  private let mode: StepMode
  private var data: InMemoryData?
  private var order: [Int32]?
  private var lastLogs = Logs()
  private var lastOutputs: [Tensor] = []
  private var lastTrace: Trace?

  init(_ model: Model, _ mode: StepMode) {
    self.model = model
    self.mode = mode
  }

  func bind(_ data: InMemoryData) { self.data = data }
  func reorder(_ order: [Int32]) { self.order = order }

  func run(from start: Int, count: Int) throws -> Bool {
    guard let data else { return true }
    let indices = Tensor(order.map { Array($0[start..<start + count]) } ?? (start..<start + count).map { Int32($0) })
    let fields = data.fields.map { $0.gathering(indices) }
    let trace = Trace(.eager)
    lastTrace = trace
    let results = try model.traced(by: trace) { try model.results(mode, data.batch(fields)) }
    guard try trace.commit() else { return false }
    lastOutputs = try results.outputs.map { Tensor(try $0.buffer(), $0.type) }
    lastLogs = Logs()
    for (name, value) in results.logs { try lastLogs.set(name, Tensor(try value.buffer(), value.type)) }
    return true
  }

  func logs() -> Logs { lastLogs }
  func outputs() -> [Tensor] { lastOutputs }
  func samples(from start: Int, count: Int) -> [Int] {
    (start..<start + count).map { place in order.map { Int($0[place]) } ?? place }
  }

  func findNonFinite() -> NonFiniteOrigin? { lastTrace?.findNonFinite() }
}
