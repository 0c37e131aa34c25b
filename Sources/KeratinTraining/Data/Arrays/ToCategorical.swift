public import KeratinGraph
internal import KeratinKernels

/// Class numbers as rows with a 1 in their place: the counterpart of `keras.utils.to_categorical`.
///
///     try toCategorical(Tensor([0, 2], elementType: .int32), numClasses: 3)      // [[1, 0, 0], [0, 0, 1]]
///
/// - Parameters:
///   - x: class numbers from 0 on, of any shape; a last axis of extent 1 is dropped.
///   - numClasses: the number of classes; by default one more than the largest number.
/// - Returns: float32 of the shape of `x` and a last axis [numClasses].
/// - Throws: ``KeratinError`` for a number that is negative, not whole, or not below `numClasses`, and for a result larger than the
///   machine's memory.
public func toCategorical(_ x: Tensor, numClasses: Int? = nil) throws -> Tensor {
  func failure(_ expected: String, _ received: String) -> KeratinError {
    KeratinError(.data, expected: expected, received: received, operation: "toCategorical")
  }
  let values: [Double] = try x.scalars()
  for (place, value) in values.enumerated() where !(value >= 0 && value < 0x1p31 && value == value.rounded()) {
    throw failure("whole class numbers from 0 on", "\(value.formatted) in place \(place)")
  }
  guard numClasses ?? 1 >= 1 else {
    throw KeratinError(
      .argument, expected: "numClasses of at least 1", received: "\(numClasses ?? 0)", operation: "toCategorical")
  }
  guard let classes = numClasses ?? values.max().map({ Int($0) + 1 }) else {
    throw failure("at least one class number, or numClasses", "none")
  }
  if let place = values.firstIndex(where: { Int($0) >= classes }) {
    throw failure("class numbers below \(classes)", "\(values[place].formatted) in place \(place)")
  }
  var shape = x.shape.dimensions
  if shape.count > 1, shape.last == 1 { shape.removeLast() }
  let type = TensorType(Shape(shape + [classes]))
  do { try requireRoom(for: type) } catch { throw error.located(operation: "toCategorical") }
  let buffer = Buffer(byteCount: type.byteCount)
  let elements = buffer.address.initializeMemory(as: Float.self, repeating: 0, count: type.count)
  for (place, value) in values.enumerated() { elements[place * classes + Int(value)] = 1 }
  return Tensor(buffer, type)
}

/// Class numbers as rows with a 1 in their place: see ``toCategorical(_:numClasses:)-(Tensor,_)``.
public func toCategorical<T: BinaryInteger>(_ x: [T], numClasses: Int? = nil) throws -> Tensor {
  try toCategorical(Tensor(x.map { Double($0) }), numClasses: numClasses)
}

extension Double {
  fileprivate var formatted: String { self == rounded() && abs(self) < 0x1p53 ? "\(Int(self))" : "\(self)" }
}
