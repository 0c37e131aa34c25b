internal import KeratinGraph
internal import KeratinKernels

/// Several elements as one: see ``Dataset/batch(_:dropRemainder:)``.
struct BatchedDataset: RandomPasses {
  let source: any Dataset
  let batchSize: Int
  let dropsRemainder: Bool

  var passKeys: [PassKeys] { source.randomPasses }
  var cardinality: Cardinality {
    guard case .finite(let count) = source.cardinality else { return source.cardinality }
    return .finite(count / batchSize + (dropsRemainder || count.isMultiple(of: batchSize) ? 0 : 1))
  }

  func makeIterator() throws -> () throws -> Batch? {
    let (batchSize, dropsRemainder) = (self.batchSize, self.dropsRemainder)
    if let tensors = source as? TensorDataset { return try rows(of: tensors) }
    let next = try source.makeIterator()
    return {
      var elements: [Batch] = []
      while elements.count < batchSize, let element = try next() { elements.append(element) }
      if elements.isEmpty || (dropsRemainder && elements.count < batchSize) { return nil }
      return try BatchedDataset.stacked(elements)
    }
  }

  /// What lies in memory in one piece is cut, not put together.
  private func rows(of tensors: TensorDataset) throws -> () throws -> Batch? {
    let data = try tensors.data.get()
    let (batchSize, dropsRemainder) = (self.batchSize, self.dropsRemainder)
    var start = 0
    return {
      let end = start + min(batchSize, data.count - start)
      guard end > start, end - start == batchSize || !dropsRemainder else { return nil }
      defer { start = end }
      return try data.rows(start..<end).asBatch
    }
  }

  private static func stacked(_ elements: [Batch]) throws -> Batch {
    let rows = elements.map(\.fields)
    let types = rows[0].map(\.type)
    for row in rows where row.map(\.type) != types {
      if let error = row.compactMap(\.error).first { throw error }
      throw KeratinError(
        .data, expected: "elements of one form, \(described(types))", received: described(row.map(\.type)),
        operation: "batch", suggestion: "map(_:), to give all elements one shape; padSequences for sequences")
    }
    let fields = try types.indices.map { index in
      let type = types[index]
      let buffer = Buffer(byteCount: Shape.product(type.byteCount, rows.count))
      for (number, row) in rows.enumerated() {
        buffer.address.advanced(by: number * type.byteCount).copyMemory(
          from: try row[index].buffer(for: "batch").address, byteCount: type.byteCount)
      }
      return Tensor(buffer, TensorType(Shape([rows.count] + type.shape.dimensions), type.elementType))
    }
    return elements[0].replacing(fields: fields)
  }

  private static func described(_ types: [TensorType]) -> String {
    types.map(\.description).joined(separator: ", ")
  }
}
