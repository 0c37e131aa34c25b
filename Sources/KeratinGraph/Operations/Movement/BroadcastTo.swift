internal import KeratinKernels

/// x repeated along axes of extent 1 and along new leading axes until it has `shape`.
struct BroadcastTo: Operation {
  let shape: Shape

  var name: String { "broadcast" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    guard Shape.broadcast(inputs[0].shape, shape) == shape else {
      throw KeratinError(
        .shape, expected: "a tensor that broadcasts to \(shape)", received: "shape \(inputs[0].shape)")
    }
    return [TensorType(shape, inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [call.dy.summed(to: call.inputs[0].shape)] }

  func kernel(_ types: NodeTypes) -> Kernel {
    let source = types.inputs[0]
    let copy = StridedCopy(
      extents: shape.dimensions, strides: source.shape.strides(broadcastTo: shape), sourceCount: source.count)
    return .moving(copy, source.elementType)
  }
}
