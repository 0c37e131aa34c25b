internal import KeratinGraph

/// Elements that lie in memory one by one.
struct ElementDataset: Dataset {
  let elements: [Batch]

  init(_ elements: [Batch]) { self.elements = elements }

  var cardinality: Cardinality { .finite(elements.count) }

  func makeIterator() -> () throws -> Batch? {
    var next = 0
    return {
      guard next < elements.count else { return nil }
      defer { next += 1 }
      return elements[next]
    }
  }
}
