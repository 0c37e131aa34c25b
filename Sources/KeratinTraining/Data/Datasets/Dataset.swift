internal import KeratinGraph

/// Data that come one batch after another, and need not fit in memory: the counterpart of `tf.data.Dataset`.
///
///     let files = GeneratedDataset(count: 1000) { try readSample($0) }
///     let training = files.shuffle(500).batch(32).prefetch(2)
///     try model.fit(training, epochs: 5)
///
/// `fit`, `evaluate` and `predict` take a data set whose elements are batches. They make them on a thread of their own, some ahead of the
/// step that is running. Each epoch begins a new pass. An error that is thrown while a batch is made is thrown by `fit`.
///
/// A type of one's own says how a pass goes; transformations come with the protocol:
///
///     struct Squares: Dataset {
///       func makeIterator() -> () throws -> Batch? {
///         var next: Float = 0
///         return {
///           guard next < 10 else { return nil }
///           defer { next += 1 }
///           return Batch(Tensor([next]), Tensor([next * next]))
///         }
///       }
///     }
public protocol Dataset: Sendable {
  /// The number of elements of a pass; ``Cardinality/unknown`` by default.
  var cardinality: Cardinality { get }

  /// Begins a pass: a function that returns one element after another, then `nil`. It is called on one thread at a time.
  func makeIterator() throws -> () throws -> Batch?
}

/// How many elements a pass over a ``Dataset`` has.
public enum Cardinality: Sendable, Hashable {
  case finite(Int)
  case infinite
  case unknown
}

extension Dataset {
  public var cardinality: Cardinality { .unknown }

  /// Calls `body` with each element of a pass.
  public func forEach(_ body: (Batch) throws -> Void) throws {
    let next = try makeIterator()
    while let element = try next() { try body(element) }
  }

  /// The elements of a pass, at most `limit` of them.
  public func elements(limit: Int = .max) throws -> [Batch] {
    let next = try makeIterator()
    var elements: [Batch] = []
    while elements.count < limit, let element = try next() { elements.append(element) }
    return elements
  }
}
