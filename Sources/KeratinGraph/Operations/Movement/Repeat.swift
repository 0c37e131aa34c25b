internal import KeratinKernels

/// Each element along one axis several times in a row.
struct Repeat: Operation {
  let count: Int
  /// Counted from the front or the end.
  let axis: Int

  var name: String { "repeated" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    guard count >= 0 else {
      throw KeratinError(.argument, expected: "a count of 0 or more", received: "\(count)")
    }
    var shape = inputs[0].shape
    let axis = try axisIndex(axis, of: shape)
    shape[axis] = Shape.product(shape[axis], count)
    return [TensorType(shape, inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    let shape = call.inputs[0].shape
    let axis = try axisIndex(axis, of: shape)
    var split = shape.dimensions
    split.insert(count, at: axis + 1)
    return [call.dy.reshaped(to: Shape(split)).sum(axis: axis + 1)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let source = types.inputs[0]
    let axis = try axisIndex(axis, of: source.shape)
    var (extents, strides) = (source.shape.dimensions, source.shape.strides)
    extents.insert(count, at: axis + 1)
    strides.insert(0, at: axis + 1)
    return .moving(
      StridedCopy(extents: extents, strides: strides, sourceCount: source.count), source.elementType)
  }
}
