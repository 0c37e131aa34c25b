/// Several passes as one: see ``Dataset/repeat(_:)``.
struct RepeatedDataset: RandomPasses {
  let source: any Dataset
  /// `nil` for passes without end.
  let count: Int?

  var passKeys: [PassKeys] { source.randomPasses }
  var cardinality: Cardinality {
    switch (source.cardinality, count) {
    case (_, 0?), (.finite(0), _): return .finite(0)
    case (.finite, nil), (.infinite, _): return .infinite
    case (.unknown, _): return .unknown
    case (.finite(let elements), let count?):
      let (product, overflows) = elements.multipliedReportingOverflow(by: count)
      return overflows ? .infinite : .finite(product)
    }
  }

  func makeIterator() throws -> () throws -> Batch? {
    let source = self.source
    var left = count
    var next: (() throws -> Batch?)?
    var isEmpty = false
    return {
      while !isEmpty {
        if let element = try next?() { return element }
        if let passes = left {
          if passes == 0 { return nil }
          left = passes - 1
        }
        let pass = try source.makeIterator()
        next = pass
        if let element = try pass() { return element }
        // Another pass would have nothing either, and passes without end would never return.
        isEmpty = true
      }
      return nil
    }
  }
}
