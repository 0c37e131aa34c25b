public import KeratinGraph
public import KeratinKernels

/// The end of a sequence at which something is added or cut off.
public enum SequenceEnd: Sendable, Hashable {
  /// Before its first element.
  case pre
  /// After its last element.
  case post
}

/// Sequences of different lengths as one tensor [sequences, maxlen]: the counterpart of `keras.utils.pad_sequences`.
///
///     try padSequences([[1], [2, 3], [4, 5, 6]])       // [[0, 0, 1], [0, 2, 3], [4, 5, 6]]
///
/// - Parameters:
///   - maxlen: the length of all; that of the longest by default.
///   - elementType: what the elements become; int32 by default, fractions being cut off.
///   - padding: where short sequences get `value`; before them by default.
///   - truncating: where long sequences lose elements; at their beginning by default.
///   - value: what stands where there is nothing; 0 by default.
/// - Throws: ``KeratinError`` without sequences, for elements beyond `elementType`, and for a result larger than the machine's memory.
public func padSequences<T: BinaryInteger>(
  _ sequences: [[T]], maxlen: Int? = nil, elementType: ElementType = .int32, padding: SequenceEnd = .pre,
  truncating: SequenceEnd = .pre, value: Double = 0
) throws -> Tensor {
  try padded(
    sequences.map { sequence in sequence.map { Double($0) } }, [], maxlen: maxlen, elementType, padding, truncating,
    value)
}

/// Sequences of numbers of different lengths as one tensor [sequences, maxlen]; give `elementType: .float32` to keep their fractions.
public func padSequences(
  _ sequences: [[Float]], maxlen: Int? = nil, elementType: ElementType = .int32, padding: SequenceEnd = .pre,
  truncating: SequenceEnd = .pre, value: Double = 0
) throws -> Tensor {
  try padded(
    sequences.map { sequence in sequence.map { Double($0) } }, [], maxlen: maxlen, elementType, padding, truncating,
    value)
}

/// Sequences [length, …] of vectors or more, which agree in all axes but the first, as one tensor [sequences, maxlen, …].
public func padSequences(
  _ sequences: [Tensor], maxlen: Int? = nil, elementType: ElementType = .int32, padding: SequenceEnd = .pre,
  truncating: SequenceEnd = .pre, value: Double = 0
) throws -> Tensor {
  var rest: [Int]?
  let rows = try sequences.enumerated().map { index, sequence -> [Double] in
    let values: [Double] = try sequence.scalars()
    guard sequence.rank > 0 else {
      throw KeratinError(
        .data, expected: "sequences with an axis that counts their elements",
        received: "a tensor without axes at place \(index)", operation: "padSequences")
    }
    if sequence.shape[0] == 0 { return [] }
    let own = Array(sequence.shape.dimensions.dropFirst())
    guard own == rest ?? own else {
      throw KeratinError(
        .data, expected: "elements of shape \(Shape(rest ?? []))", received: "shape \(Shape(own)) at place \(index)",
        operation: "padSequences")
    }
    rest = own
    return values
  }
  return try padded(rows, rest ?? [], maxlen: maxlen, elementType, padding, truncating, value)
}

/// `sequences` are elements of shape `rest` one after another.
private func padded(
  _ sequences: [[Double]], _ rest: [Int], maxlen: Int?, _ elementType: ElementType, _ padding: SequenceEnd,
  _ truncating: SequenceEnd, _ value: Double
) throws -> Tensor {
  func failure(_ expected: String, _ received: String) -> KeratinError {
    KeratinError(.argument, expected: expected, received: received, operation: "padSequences")
  }
  let width = Shape(rest).count
  guard !sequences.isEmpty else { throw failure("at least one sequence", "none") }
  guard maxlen ?? 1 >= 1 else { throw failure("maxlen of at least 1", "\(maxlen ?? 0)") }
  let longest = width == 0 ? 0 : sequences.map { $0.count / width }.max() ?? 0
  let length = maxlen ?? longest
  let row = Shape.product(length, width)
  let type = TensorType(Shape([sequences.count, length] + rest), elementType)
  // The numbers are first made in Double.
  do { try requireRoom(for: TensorType(type.shape, .float64)) } catch { throw error.located(operation: "padSequences") }
  var result = [Double](repeating: try element(value), count: Shape.product(sequences.count, row))
  for (index, sequence) in sequences.enumerated() {
    let kept = truncating == .pre ? sequence.suffix(row) : sequence.prefix(row)
    let start = index * row + (padding == .pre ? row - kept.count : 0)
    for (place, number) in kept.enumerated() { result[start + place] = try element(number) }
  }
  return try Tensor(result, shape: type.shape, elementType: elementType)

  func element(_ number: Double) throws -> Double {
    let whole = number.rounded(.towardZero)
    switch elementType {
    case .float32, .float64: return number
    case .bool: return number == 0 ? 0 : 1
    case .int32:
      guard Int32(exactly: whole) != nil else { throw failure("numbers that fit in int32", "\(number)") }
    case .uint8:
      guard UInt8(exactly: whole) != nil else { throw failure("numbers that fit in uint8", "\(number)") }
    }
    return whole
  }
}
