internal import KeratinKernels

/// y = x − log Σ eˣ along the last axis, without overflow.
struct LogSoftmax: Operation {
  var name: String { "logSoftmax" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (y, dy) = (call.results[0], call.dy)
    return [dy - exp(y) * dy.sum(axis: -1, keepDims: true)]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let rows = Rows(types.inputs[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition, operationCount: 5 * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(rows, T.self) }
      ) { call in
        var y = call.result(as: T.self)
        var workspace = call.workspace
        call.backend.logSoftmax(call.input(0, as: T.self), rows, into: &y, &workspace)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
