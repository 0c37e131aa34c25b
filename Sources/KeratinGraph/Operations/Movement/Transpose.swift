internal import KeratinKernels

/// The axes of x in another order: axis i of the result is axis `axes[i]` of x.
struct Transpose: Operation {
  /// Counted from the front or the end.
  let axes: [Int]

  var name: String { "transpose" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let shape = inputs[0].shape
    let order = try order(shape)
    return [TensorType(Shape(order.map { shape[$0] }), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    let order = try order(call.inputs[0].shape)
    var inverse = order
    for (to, from) in order.enumerated() { inverse[from] = to }
    return [call.dy.transposed(axes: inverse)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let source = types.inputs[0]
    let strides = source.shape.strides
    let copy = StridedCopy(
      extents: types.results[0].shape.dimensions, strides: try order(source.shape).map { strides[$0] },
      sourceCount: source.count)
    return .moving(copy, source.elementType)
  }

  /// The axes counted from the front, for a tensor with `rank` axes.
  func axesFromFront(_ rank: Int) throws -> [Int] { try order(Shape([Int](repeating: 1, count: rank))) }

  private func order(_ shape: Shape) throws -> [Int] {
    let order = try axes.map { try axisIndex($0, of: shape) }
    guard order.count == shape.rank, Set(order).count == order.count else {
      throw KeratinError(
        .shape, expected: "each of the \(shape.rank) axes once", received: "axes \(axes) for shape \(shape)")
    }
    return order
  }
}
