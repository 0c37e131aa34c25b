/// Elements changed one by one: see ``Dataset/map(_:)``.
struct MappedDataset: RandomPasses {
  let source: any Dataset
  let transform: @Sendable (Batch) throws -> Batch

  var passKeys: [PassKeys] { source.randomPasses }
  var cardinality: Cardinality { source.cardinality }

  func makeIterator() throws -> () throws -> Batch? {
    let next = try source.makeIterator()
    let transform = self.transform
    return { try next().map(transform) }
  }
}
