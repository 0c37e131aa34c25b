internal import KeratinKernels

/// x without axes of extent 1.
struct Squeeze: Operation {
  /// Counted from the front or the end; every axis of extent 1 for `nil`.
  let axes: [Int]?

  var name: String { "squeezed" }
  var isView: Bool { true }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let shape = inputs[0].shape
    let dropped = try axes.map { try axisIndices($0, of: shape) } ?? (0..<shape.rank).filter { shape[$0] == 1 }
    for axis in dropped where shape[axis] != 1 {
      throw KeratinError(
        .shape, expected: "axes of extent 1", received: "axis \(axis) of shape \(shape)", suggestion: "reshaped(to:)")
    }
    let kept = (0..<shape.rank).filter { !dropped.contains($0) }
    return [TensorType(Shape(kept.map { shape[$0] }), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [call.dy.reshaped(to: call.inputs[0].shape)] }

  func kernel(_ types: NodeTypes) -> Kernel { Copy().kernel(types) }
}
