/// What comes after the first elements: see ``Dataset/skip(_:)``.
struct SkippedDataset: RandomPasses {
  let source: any Dataset
  let count: Int

  var passKeys: [PassKeys] { source.randomPasses }
  var cardinality: Cardinality {
    guard case .finite(let elements) = source.cardinality else { return source.cardinality }
    return .finite(max(0, elements - count))
  }

  func makeIterator() throws -> () throws -> Batch? {
    let next = try source.makeIterator()
    var left = count
    return {
      while left > 0 {
        left -= 1
        if try next() == nil {
          left = 0
          return nil
        }
      }
      return try next()
    }
  }
}
