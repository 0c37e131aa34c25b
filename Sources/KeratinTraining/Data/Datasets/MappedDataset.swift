/// Elements changed one by one: see ``Dataset/map(_:)``.
struct MappedDataset: Dataset {
  let source: any Dataset
  let transform: @Sendable (Batch) throws -> Batch

  var cardinality: Cardinality { source.cardinality }

  func makeIterator() throws -> () throws -> Batch? {
    let next = try source.makeIterator()
    let transform = self.transform
    return { try next().map(transform) }
  }
}
