/// The first elements: see ``Dataset/take(_:)``.
struct TakenDataset: RandomPasses {
  let source: any Dataset
  let count: Int

  var passKeys: [PassKeys] { source.randomPasses }
  var cardinality: Cardinality {
    switch source.cardinality {
    case .finite(let elements): .finite(min(elements, count))
    case .infinite: .finite(count)
    case .unknown: count == 0 ? .finite(0) : .unknown
    }
  }

  func makeIterator() throws -> () throws -> Batch? {
    let next = try source.makeIterator()
    var left = count
    return {
      guard left > 0 else { return nil }
      left -= 1
      return try next()
    }
  }
}
