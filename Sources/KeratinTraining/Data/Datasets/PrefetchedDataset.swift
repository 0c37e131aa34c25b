internal import KeratinGraph
internal import KeratinKernels

/// Elements made on a thread of their own: see ``Dataset/prefetch(_:)``.
struct PrefetchedDataset: RandomPasses {
  let source: any Dataset
  let bufferSize: Int

  var passKeys: [PassKeys] { source.randomPasses }
  var cardinality: Cardinality { source.cardinality }

  func makeIterator() throws -> () throws -> Batch? {
    let handle = Handle(Prefetcher(source, bufferSize: bufferSize))
    return { try handle.prefetcher.next() }
  }

  /// Ends the thread with the pass: what the thread itself holds would keep itself alive.
  private final class Handle {
    let prefetcher: Prefetcher

    init(_ prefetcher: Prefetcher) { self.prefetcher = prefetcher }
    deinit { prefetcher.stop() }
  }
}
