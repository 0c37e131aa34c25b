internal import KeratinKernels

/// Part of x: indices, ranges with steps, new axes.
struct Slice: Operation {
  let slices: [AxisSlice]

  var name: String { "slice" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    [TensorType(try SliceLayout(slices, of: inputs[0].shape).resultShape, inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    [apply(SliceAdjoint(slices: slices, shape: call.inputs[0].shape), call.dy)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    .moving(try SliceLayout(slices, of: types.inputs[0].shape).copy, types.inputs[0].elementType)
  }
}
