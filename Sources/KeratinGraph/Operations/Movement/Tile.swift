internal import KeratinKernels

/// x several times one after another along each axis.
struct Tile: Operation {
  /// How often along each axis, from the first.
  let counts: [Int]

  var name: String { "tiled" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let shape = inputs[0].shape
    guard counts.count == shape.rank, counts.allSatisfy({ $0 >= 0 }) else {
      throw KeratinError(
        .argument, expected: "for each of \(shape.rank) axes how often, 0 or more",
        received: "\(counts) for shape \(shape)")
    }
    return [TensorType(Shape(zip(shape.dimensions, counts).map(Shape.product)), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let shape = call.inputs[0].shape
    let split = zip(counts, shape.dimensions).flatMap { [$0, $1] }
    return [call.dy.reshaped(to: Shape(split)).sum(axes: (0..<shape.rank).map { 2 * $0 })]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let source = types.inputs[0]
    let copy = StridedCopy(
      extents: zip(counts, source.shape.dimensions).flatMap { [$0, $1] },
      strides: source.shape.strides.flatMap { [0, $0] }, sourceCount: source.count)
    return .moving(copy, source.elementType)
  }
}
