internal import KeratinKernels

/// Elements in random order: see ``Dataset/shuffle(_:seed:reshuffleEachIteration:)``.
struct ShuffledDataset: RandomPasses {
  let source: any Dataset
  let bufferSize: Int
  let reshuffles: Bool
  private let keys: PassKeys

  init(source: any Dataset, bufferSize: Int, key: RandomKey, reshuffles: Bool) {
    self.source = source
    self.bufferSize = bufferSize
    keys = PassKeys(key)
    self.reshuffles = reshuffles
  }

  var cardinality: Cardinality { source.cardinality }
  var passKeys: [PassKeys] { source.randomPasses + [keys] }

  func makeIterator() throws -> () throws -> Batch? {
    let next = try source.makeIterator()
    let bufferSize = self.bufferSize
    var random = RandomSource(reshuffles ? keys.next() : keys.first)
    var buffer: [Batch] = []
    var hasEnded = false
    return {
      while !hasEnded, buffer.count < bufferSize {
        if let element = try next() { buffer.append(element) } else { hasEnded = true }
      }
      guard !buffer.isEmpty else { return nil }
      buffer.swapAt(Int.random(in: 0..<buffer.count, using: &random), buffer.count - 1)
      return buffer.removeLast()
    }
  }
}
