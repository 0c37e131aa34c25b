internal import KeratinKernels
internal import Synchronization

/// Elements in random order: see ``Dataset/shuffle(_:seed:reshuffleEachIteration:)``.
struct ShuffledDataset: Dataset {
  let source: any Dataset
  let bufferSize: Int
  let key: RandomKey
  let reshuffles: Bool
  private let passes = PassCounter()

  init(source: any Dataset, bufferSize: Int, key: RandomKey, reshuffles: Bool) {
    self.source = source
    self.bufferSize = bufferSize
    self.key = key
    self.reshuffles = reshuffles
  }

  var cardinality: Cardinality { source.cardinality }

  func makeIterator() throws -> () throws -> Batch? {
    let next = try source.makeIterator()
    let bufferSize = self.bufferSize
    var random = RandomSource(reshuffles ? key.folded(passes.next()) : key)
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

/// Counts the passes over a data set.
package final class PassCounter: Sendable {
  private let count = Mutex<UInt64>(0)

  package init() {}

  package func next() -> UInt64 {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
