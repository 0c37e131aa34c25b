public import KeratinGraph
internal import KeratinKernels

extension CSV {
  /// The numbers of some columns, in the order asked for: float32 [rows, columns]. `nil` stands for all columns.
  ///
  /// Each is the float32 nearest to what the text says. Blanks around a number are allowed.
  ///
  /// - Throws: ``KeratinError`` naming line and column where a field is missing, no decimal number, or beyond float32.
  public func tensor(columns names: [String]? = nil) throws -> Tensor {
    let chosen = try names?.map { try index(of: $0) } ?? Array(columns.indices)
    var numbers = [Float]()
    numbers.reserveCapacity(rowCount * chosen.count)
    try bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<rowCount {
        for column in chosen {
          guard let number = DecimalText(bytes, field(row, column)).float, number.isFinite else {
            throw mistake("a finite number", row: row, column: column)
          }
          numbers.append(number)
        }
      }
    }
    return try Tensor(numbers, shape: [rowCount, chosen.count])
  }

  /// The integers of a column, such as labels: int32 [rows].
  public func integers(column name: String) throws -> Tensor {
    let column = try index(of: name)
    return try bytes.withUnsafeBufferPointer { bytes in
      Tensor(
        try (0..<rowCount).map { row in
          guard let number = DecimalText(bytes, field(row, column)).integer else {
            throw mistake("an integer of 32 bits", row: row, column: column)
          }
          return number
        })
    }
  }

  /// The texts of a column as class numbers: labels, int32 [rows], and the names they stand for.
  ///
  /// - Parameter names: the classes in the order of their numbers, so that two tables are numbered alike. `nil` takes those that
  ///   occur, in the order of their numbers where all are integers, else of the alphabet (by Unicode scalar).
  /// - Throws: ``KeratinError`` naming line and column where a field is empty or not among `names`.
  public func classes(column name: String, names: [String]? = nil) throws -> (labels: Tensor, names: [String]) {
    let column = try index(of: name)
    let texts = try strings(column: name)
    if let row = texts.firstIndex(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw mistake("the name of a class", row: row, column: column)
    }
    let classes = names ?? Self.sorted(Set(texts))
    let numbers = Dictionary(zip(classes, Int32(0)...), uniquingKeysWith: { first, _ in first })
    let labels = try texts.indices.map { row in
      guard let number = numbers[texts[row]] else {
        throw mistake("one of \(classes)", row: row, column: column)
      }
      return number
    }
    return (Tensor(labels), classes)
  }

  private static func sorted(_ names: Set<String>) -> [String] {
    let integers = names.compactMap { Int($0) }
    guard integers.count == names.count else {
      return names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
    return names.sorted { (Int($0)!, $0) < (Int($1)!, $1) }
  }
}
