internal import KeratinKernels

/// y[i, ...] = table[indices[i], ...]: a table `[rows, ...]` and int32 indices of any shape.
///
/// Where no numbers are known before it runs, an index outside the table gives a row of NaN (0 in integer types).
struct Gather: Operation {
  var name: String { "gather" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let (table, indices) = (inputs[0], inputs[1])
    try requireIndices(indices, "indices")
    guard table.shape.rank > 0 else {
      throw KeratinError(.shape, expected: "a table of shape [rows, ...]", received: "a table without axes")
    }
    return [TensorType(Shape(indices.shape.dimensions + table.shape.droppingFirst.dimensions), table.elementType)]
  }

  func check(_ inputs: [Tensor]) throws { try requireIndices(inputs[1], "indices", below: inputs[0].shape[0]) }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    [apply(GatherAdjoint(rows: call.inputs[0].shape[0]), call.dy, call.inputs[1]), nil]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let (table, indices) = (types.inputs[0], types.inputs[1])
    let gather = RowGather(
      rows: table.shape[0], rowLength: table.shape.droppingFirst.count, count: indices.count)
    func make<T: Scalar>(_: T.Type) -> Kernel {
      Kernel(bound: .exact) { call in
        var y = call.result(as: T.self)
        call.backend.gather(call.input(0, as: T.self), call.input(1), gather, into: &y)
      }
    }
    return make(table.elementType.scalar)
  }
}
