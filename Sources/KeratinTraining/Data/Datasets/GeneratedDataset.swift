/// Elements that a closure makes: the counterpart of a Python generator, and of `tf.data.Dataset.from_generator`.
///
///     let noise = GeneratedDataset { Batch(Tensor.randomNormal([32, 100])) }          // without end
///     let files = GeneratedDataset(count: paths.count) { Batch(try NPY.read(paths[$0])) }
///
/// The closures are called on another thread than `fit`'s.
public struct GeneratedDataset: Dataset {
  public let cardinality: Cardinality
  private let make: @Sendable () throws -> () throws -> Batch?

  /// Elements without end, each made by `element`.
  public init(_ element: @escaping @Sendable () throws -> Batch) {
    cardinality = .infinite
    make = { { try element() } }
  }

  /// `count` elements, number i made by `element(i)`.
  public init(count: Int, _ element: @escaping @Sendable (_ index: Int) throws -> Batch) {
    cardinality = .finite(max(0, count))
    make = {
      var index = 0
      return {
        guard index < count else { return nil }
        defer { index += 1 }
        return try element(index)
      }
    }
  }

  /// Passes that `makeIterator` begins: what it returns gives one element after another, then `nil`.
  ///
  /// - Parameter cardinality: how many elements a pass has, where that is known.
  public init(
    cardinality: Cardinality = .unknown, makeIterator: @escaping @Sendable () throws -> () throws -> Batch?
  ) {
    self.cardinality = cardinality
    make = makeIterator
  }

  public func makeIterator() throws -> () throws -> Batch? { try make() }
}
