internal import KeratinKernels

/// x with the order of its elements reversed along some axes.
struct Reverse: Operation {
  /// Counted from the front or the end; all axes for `nil`.
  let axes: [Int]?

  var name: String { "reverse" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    _ = try axisIndices(axes, of: inputs[0].shape)
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [call.dy.reversed(axes: axes)] }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let (shape, reversed) = (types.inputs[0].shape, try axisIndices(axes, of: types.inputs[0].shape))
    var (strides, offset) = (shape.strides, 0)
    for axis in reversed where shape[axis] > 0 {
      offset += (shape[axis] - 1) * strides[axis]
      strides[axis] = -strides[axis]
    }
    let copy = StridedCopy(
      extents: shape.dimensions, strides: strides, offset: shape.count == 0 ? 0 : offset, sourceCount: shape.count)
    return .moving(copy, types.inputs[0].elementType)
  }
}
