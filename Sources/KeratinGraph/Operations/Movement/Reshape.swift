internal import KeratinKernels

/// The elements of x in their order, seen with another shape of as many elements.
struct Reshape: Operation {
  let shape: Shape

  var name: String { "reshape" }
  var isView: Bool { true }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let input = inputs[0]
    var result = shape
    let unknown = shape.dimensions.indices.filter { shape.dimensions[$0] == Shape.unknown }
    let rest = Shape(shape.dimensions.filter { $0 != Shape.unknown }).count
    if unknown.count == 1, rest > 0, input.count % rest == 0 { result[unknown[0]] = input.count / rest }
    guard result.isKnown, result.count == input.count else {
      throw KeratinError(
        .shape, expected: "a shape of \(input.count) elements, at most one extent -1",
        received: "\(shape) for a tensor of shape \(input.shape)")
    }
    return [TensorType(result, input.elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [call.dy.reshaped(to: call.inputs[0].shape)] }

  func kernel(_ types: NodeTypes) -> Kernel { Copy().kernel(types) }
}
