internal import KeratinGraph
internal import KeratinKernels

/// Batches that can be made in any order, by their number: the counterpart of `keras.utils.PyDataset`.
///
///     struct Pictures: IndexedDataset {
///       let paths: [String]
///       var count: Int { (paths.count + 31) / 32 }
///       func batch(at index: Int) throws -> Batch { try read(paths[index * 32..<min(index * 32 + 32, paths.count)]) }
///     }
///     try model.fit(Pictures(paths: paths), epochs: 3)
///
/// `fit` takes the batches in a new random order in each epoch unless told `shuffle: false`. All calls come from one thread at a time, but not
/// from `fit`'s.
public protocol IndexedDataset: Dataset {
  /// The number of batches.
  var count: Int { get }
  /// Batch number `index` of `0..<count`.
  func batch(at index: Int) throws -> Batch
  /// Called when all batches of a pass have been made, before another pass begins; does nothing by default.
  func onEpochEnd() throws
}

extension IndexedDataset {
  public var cardinality: Cardinality { .finite(max(0, count)) }

  public func onEpochEnd() throws {}

  public func makeIterator() throws -> () throws -> Batch? { try makeIterator(order: nil) }

  /// A pass over the batches in the order that `key` gives, in their own without one.
  func makeIterator(order key: RandomKey?) throws -> () throws -> Batch? {
    let count = self.count
    guard count >= 0, count <= Int(Int32.max) else {
      throw KeratinError(
        .argument, expected: "a count of 0 to \(Int32.max) batches", received: "\(count)", operation: "\(Self.self)")
    }
    var random = key.map { RandomSource($0) }
    let order = random?.permutation(count)
    var next = 0
    return {
      if next < count {
        defer { next += 1 }
        return try self.batch(at: order.map { Int($0[next]) } ?? next)
      }
      if next == count {
        next += 1
        try self.onEpochEnd()
      }
      return nil
    }
  }
}

/// The batches of an ``IndexedDataset``, in another random order in each pass.
struct ShuffledBatches: RandomPasses {
  let source: any IndexedDataset
  private let keys: PassKeys

  init(_ source: any IndexedDataset, key: RandomKey) {
    self.source = source
    keys = PassKeys(key)
  }

  var cardinality: Cardinality { source.cardinality }
  var passKeys: [PassKeys] { source.randomPasses + [keys] }

  func makeIterator() throws -> () throws -> Batch? {
    try source.makeIterator(order: keys.next())
  }
}
