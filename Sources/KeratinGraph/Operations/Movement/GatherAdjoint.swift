internal import KeratinKernels

/// A table of `rows` rows, each the sum of the rows of y whose index names it: the adjoint of ``Gather``.
struct GatherAdjoint: Operation {
  let rows: Int

  var name: String { "gatherAdjoint" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let (y, indices) = (inputs[0], inputs[1])
    try requireIndices(indices, "indices")
    let row = y.shape.dimensions.dropFirst(indices.shape.rank)
    guard y.shape.dimensions.starts(with: indices.shape.dimensions) else {
      throw KeratinError(
        .shape, expected: "a tensor of shape \(indices.shape.dimensions) and the axes of a row, one row for each index",
        received: "shape \(y.shape)")
    }
    return [TensorType(Shape([rows] + row), y.elementType)]
  }

  func check(_ inputs: [Tensor]) throws { try requireIndices(inputs[1], "indices", below: rows) }

  func gradient(_ call: GradientCall) -> [Tensor?] { [apply(Gather(), call.dy, call.inputs[1]), nil] }

  func kernel(_ types: NodeTypes) -> Kernel {
    let (y, indices) = (types.inputs[0], types.inputs[1])
    let gather = RowGather(
      rows: rows, rowLength: types.results[0].shape.droppingFirst.count, count: indices.count)
    func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
      Kernel(bound: y.elementType.isFloating ? .sum(terms: indices.count + 1) : .exact, operationCount: y.count) {
        call in
        var table = call.result(as: T.self)
        call.backend.gatherAdjoint(call.input(0, as: T.self), call.input(1), gather, into: &table)
      }
    }
    return make(y.elementType.arithmeticScalar)
  }
}
