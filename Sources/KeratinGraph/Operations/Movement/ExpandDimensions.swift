internal import KeratinKernels

/// x with a new axis of extent 1 that becomes axis `axis` of the result.
struct ExpandDimensions: Operation {
  /// Counted from the front or the end of the result.
  let axis: Int

  var name: String { "expandingDimension" }
  var isView: Bool { true }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    var dimensions = inputs[0].shape.dimensions
    let index = axis < 0 ? axis + dimensions.count + 1 : axis
    guard (0...dimensions.count).contains(index) else {
      throw KeratinError(
        .shape, expected: "an axis in \(-dimensions.count - 1)...\(dimensions.count)",
        received: "axis \(axis) for shape \(inputs[0].shape)")
    }
    dimensions.insert(1, at: index)
    return [TensorType(Shape(dimensions), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [call.dy.reshaped(to: call.inputs[0].shape)] }

  func kernel(_ types: NodeTypes) -> Kernel { Copy().kernel(types) }
}
