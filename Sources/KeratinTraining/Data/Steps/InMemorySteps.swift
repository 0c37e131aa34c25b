internal import KeratinGraph
internal import KeratinKernels

/// Steps on data that lie in memory whole: the runner has them all and is told where a batch begins.
final class InMemorySteps: StepSource {
  private let data: InMemoryData
  private let batchSize: Int
  /// The steps after which an epoch ends, `nil` for a whole pass.
  private let limit: Int?
  /// What the orders of the samples follow from, `nil` where they stay in their own.
  private let key: RandomKey?
  private var nextBatch = 0
  private var end = 0
  private var isBound = false

  init(_ data: InMemoryData, batchSize: Int, stepsPerEpoch: Int? = nil, order key: RandomKey? = nil) {
    (self.data, self.batchSize, self.limit, self.key) = (data, batchSize, stepsPerEpoch, key)
  }

  private var batches: Int { data.batchCount(of: batchSize) }

  var stepsPerEpoch: Int? { Swift.min(batches, limit ?? batches) }
  var sampleCount: Int { data.count }

  func beginEpoch(_ epoch: Int, _ runner: any StepRunner) -> Int? {
    if !isBound { runner.bind(data) }
    isBound = true
    if nextBatch == batches { nextBatch = 0 }
    if let key, nextBatch == 0 {
      var source = RandomSource(key.folded(UInt64(epoch)))
      runner.reorder(source.permutation(data.count))
    }
    end = nextBatch + Swift.min(batches - nextBatch, limit ?? batches)
    return end - nextBatch
  }

  func next(_ runner: any StepRunner) -> StepSamples? {
    guard nextBatch < end else { return nil }
    defer { nextBatch += 1 }
    let start = nextBatch * batchSize
    return StepSamples(data: data, start: start, count: Swift.min(batchSize, data.count - start))
  }

  func finish() {}
}
