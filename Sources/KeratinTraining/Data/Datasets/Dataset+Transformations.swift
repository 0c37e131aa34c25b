internal import KeratinGraph
internal import KeratinKernels

/// What makes one data set of another. An argument that cannot be is an error of the first pass.
extension Dataset {
  /// `batchSize` elements as one: each tensor with a new first axis.
  ///
  /// - Parameter dropRemainder: leaves out a last batch with fewer elements; false by default.
  public func batch(_ batchSize: Int, dropRemainder: Bool = false) -> any Dataset {
    checked(batchSize >= 1, "batchSize of at least 1", "\(batchSize)", "batch") {
      BatchedDataset(source: self, batchSize: batchSize, dropsRemainder: dropRemainder)
    }
  }

  /// The elements in random order: each is drawn from the next `bufferSize` ones, which are kept in memory. An order over all takes a buffer as
  /// large as the data set.
  ///
  /// - Parameters:
  ///   - seed: makes the order the same in each run; by default it follows from ``setRandomSeed(_:)``.
  ///   - reshuffleEachIteration: whether each pass has another order; true by default.
  public func shuffle(_ bufferSize: Int, seed: UInt64? = nil, reshuffleEachIteration: Bool = true) -> any Dataset {
    checked(bufferSize >= 1, "bufferSize of at least 1", "\(bufferSize)", "shuffle") {
      ShuffledDataset(
        source: self, bufferSize: bufferSize, key: seed.map { RandomKey(seed: $0) } ?? RandomState.nextKey(),
        reshuffles: reshuffleEachIteration)
    }
  }

  /// `count` passes as one; without a number passes without end.
  public func `repeat`(_ count: Int? = nil) -> any Dataset {
    checked(count ?? 0 >= 0, "a count of at least 0", "\(count ?? 0)", "repeat") {
      RepeatedDataset(source: self, count: count)
    }
  }

  /// The first `count` elements.
  public func take(_ count: Int) -> any Dataset {
    checked(count >= 0, "a count of at least 0", "\(count)", "take") { TakenDataset(source: self, count: count) }
  }

  /// What comes after the first `count` elements.
  public func skip(_ count: Int) -> any Dataset {
    checked(count >= 0, "a count of at least 0", "\(count)", "skip") { SkippedDataset(source: self, count: count) }
  }

  /// What `transform` makes of each element.
  public func map(_ transform: @escaping @Sendable (Batch) throws -> Batch) -> any Dataset {
    MappedDataset(source: self, transform: transform)
  }

  /// The same elements, made on a thread of their own, up to `bufferSize` of them ahead of their use.
  public func prefetch(_ bufferSize: Int) -> any Dataset {
    checked(bufferSize >= 1, "bufferSize of at least 1", "\(bufferSize)", "prefetch") {
      PrefetchedDataset(source: self, bufferSize: bufferSize)
    }
  }

  private func checked(
    _ condition: Bool, _ expected: String, _ received: String, _ operation: String, _ make: () -> any Dataset
  ) -> any Dataset {
    if condition { return make() }
    return FailedDataset(
      error: KeratinError(.argument, expected: expected, received: received, operation: operation))
  }
}
