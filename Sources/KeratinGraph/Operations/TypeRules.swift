internal import KeratinKernels

/// The shape that all inputs broadcast to.
func broadcastShape(_ inputs: [TensorType]) throws -> Shape {
  var result = inputs[0].shape
  for input in inputs.dropFirst() {
    guard let both = Shape.broadcast(result, input.shape) else {
      throw KeratinError(
        .shape, expected: "shapes that broadcast: aligned at the last axis, extents equal or 1",
        received: inputs.map { "\($0.shape)" }.joined(separator: " and "),
        suggestion: "reshaped(to:), expandingDimension(at:) or transposed() on one of them")
    }
    result = both
  }
  return result
}

/// The element type that all inputs have.
func commonElementType(_ inputs: [TensorType]) throws -> ElementType {
  guard inputs.allSatisfy({ $0.elementType == inputs[0].elementType }) else {
    throw KeratinError(
      .elementType, expected: "tensors of one element type",
      received: inputs.map(\.elementType.rawValue).joined(separator: " and "), suggestion: "cast(to:) on one of them")
  }
  return inputs[0].elementType
}

/// Requires a floating element type.
func requireFloating(_ type: TensorType) throws {
  guard type.elementType.isFloating else {
    throw KeratinError(
      .elementType, expected: "a float32 or float64 tensor", received: "\(type)", suggestion: "cast(to: .float32)")
  }
}

/// `axis` counted from the front. Throws where the shape has no such axis.
func axisIndex(_ axis: Int, of shape: Shape) throws -> Int {
  guard let index = shape.normalized(axis: axis) else {
    throw KeratinError(
      .shape, expected: shape.rank == 0 ? "a tensor with axes" : "an axis in \(-shape.rank)...\(shape.rank - 1)",
      received: "axis \(axis) of a tensor of shape \(shape)")
  }
  return index
}

/// `axes` counted from the front in rising order, all axes for `nil`. Throws where one is not there or named twice.
func axisIndices(_ axes: [Int]?, of shape: Shape) throws -> [Int] {
  guard let axes else { return Array(0..<shape.rank) }
  let indices = try axes.map { try axisIndex($0, of: shape) }
  guard Set(indices).count == indices.count else {
    throw KeratinError(.shape, expected: "each axis named once", received: "axes \(axes)")
  }
  return indices.sorted()
}

/// Requires all inputs to have one shape and one element type.
func requireSameTypes(_ inputs: [TensorType]) throws {
  guard inputs.allSatisfy({ $0 == inputs[0] }) else {
    throw KeratinError(
      .shape, expected: "tensors of one shape and element type",
      received: inputs.map(\.description).joined(separator: " and "))
  }
}

/// Requires int32 elements in `what`.
func requireIndices(_ type: TensorType, _ what: String) throws {
  guard type.elementType == .int32 else {
    throw KeratinError(
      .elementType, expected: "\(what) as an int32 tensor", received: "\(type)", suggestion: "cast(to: .int32)")
  }
}

/// Requires each index among the numbers of `indices`, if it has any, to lie in `0..<count`.
func requireIndices(_ indices: Tensor, _ what: String, below count: Int) throws {
  guard let buffer = indices.numbers else { return }
  try buffer.withElements(Int32.self) { elements in
    guard let place = elements[..<indices.count].firstIndex(where: { !(0..<count).contains(Int($0)) }) else { return }
    let position = indices.shape.position(of: place)
    throw KeratinError(
      .data, expected: count == 0 ? "no \(what), there being nothing to choose from" : "\(what) in 0...\(count - 1)",
      received: "\(elements[place])\(position.isEmpty ? "" : " at \(position)")")
  }
}

/// Requires a tensor of one element in `what`.
func requireScalar(_ type: TensorType, _ what: String) throws {
  guard type.count == 1 else {
    throw KeratinError(.shape, expected: "\(what) as a tensor of one element", received: "\(type)")
  }
}

extension Shape {
  /// The indices along each axis of row-major element `index`.
  func position(of index: Int) -> [Int] {
    zip(dimensions, strides).map { extent, stride in index / stride % Swift.max(extent, 1) }
  }
}

/// Requires every extent to be known and none to be negative.
func requireKnown(_ shape: Shape) throws {
  guard shape.isKnown else {
    throw KeratinError(.shape, expected: "a wholly known shape", received: "\(shape)")
  }
}
