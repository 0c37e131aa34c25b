internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// Steps on data that lie in memory whole: the runner has them all and is told where a batch begins.
final class InMemorySteps: StepSource {
  private let data: InMemoryData
  private let batchSize: Int
  /// The steps after which an epoch ends, `nil` for a whole pass.
  private let limit: Int?
  /// What the orders of the samples follow from, `nil` where they stay in their own.
  private var key: RandomKey?
  private var nextBatch = 0
  /// The batches with which the epoch began and will end.
  private var (begin, end) = (0, 0)
  /// The epoch whose order the samples are in.
  private var orderEpoch = 0
  private var isBound = false

  init(_ data: InMemoryData, batchSize: Int, stepsPerEpoch: Int? = nil, order key: RandomKey? = nil) {
    (self.data, self.batchSize, self.limit, self.key) = (data, batchSize, stepsPerEpoch, key)
  }

  private var batches: Int { data.batchCount(of: batchSize) }

  var stepsPerEpoch: Int? { Swift.min(batches, limit ?? batches) }
  var sampleCount: Int { data.count }

  var stepsInEpoch: Int? { end - begin }

  func beginEpoch(_ epoch: Int, _ runner: any StepRunner) {
    bind(runner)
    if nextBatch == batches { nextBatch = 0 }
    if nextBatch == 0 { order(of: epoch, runner) }
    begin(at: nextBatch)
  }

  private func bind(_ runner: any StepRunner) {
    if !isBound { runner.bind(data) }
    isBound = true
  }

  private func order(of epoch: Int, _ runner: any StepRunner) {
    guard let key else { return }
    orderEpoch = epoch
    var source = RandomSource(key.folded(UInt64(epoch)))
    runner.reorder(source.permutation(data.count))
  }

  private func begin(at batch: Int) { (begin, end) = (batch, batch + Swift.min(batches - batch, limit ?? batches)) }

  func next(_ runner: any StepRunner) -> StepSamples? {
    guard nextBatch < end else { return nil }
    defer { nextBatch += 1 }
    let start = nextBatch * batchSize
    return StepSamples(data: data, start: start, count: Swift.min(batchSize, data.count - start))
  }

  var state: [String: ConfigValue] {
    [
      "samples": .int(data.count), "batch_size": .int(batchSize), "limit": .int(limit ?? 0),
      "order": .array(key.map { [SavedKey($0, UInt64(orderEpoch)).value] } ?? []), "begin": .int(begin),
      "next": .int(nextBatch),
    ]
  }

  func check(_ state: SavedState) throws {
    let own = SavedState(values: self.state)
    for (name, what) in [("samples", "samples"), ("batch_size", "samples in a batch"), ("limit", "steps per epoch")] {
      let (saved, now) = (try state.int(name), try own.int(name))
      guard saved == now else {
        throw foreign("\(saved == 0 ? "no limit of" : "\(saved)") \(what)", "\(now == 0 ? "none" : "\(now)")")
      }
    }
    let (begin, next) = (try state.int("begin"), try state.int("next"))
    guard begin >= 0, next >= begin, next <= batches else {
      throw foreign("batch \(next) after \(begin)", "\(batches) batches")
    }
    let order = try state.keys("order")
    guard order.isEmpty == (key == nil), order.allSatisfy({ $0.count <= UInt64(Int.max) }) else {
      throw foreign(
        order.isEmpty ? "samples in their own order" : "shuffled samples", "shuffle: \(key == nil ? "false" : "true")")
    }
  }

  func restore(_ state: SavedState, _ runner: any StepRunner) throws {
    bind(runner)
    if let order = try state.keys("order").first {
      key = order.key
      self.order(of: Int(order.count), runner)
    }
    begin(at: try state.int("begin"))
    nextBatch = try state.int("next")
  }

  func finish() {}
}
