internal import KeratinKernels

/// y = eˣ / Σ eˣ along the last axis, without overflow.
struct Softmax: Operation {
  var name: String { "softmax" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [apply(SoftmaxGradient(), call.results[0], call.dy)] }

  func kernel(_ types: NodeTypes) -> Kernel {
    let rows = Rows(types.inputs[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition, operationCount: 5 * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(rows, T.self) }
      ) { call in
        var y = call.result(as: T.self)
        var workspace = call.workspace
        call.backend.softmax(call.input(0, as: T.self), rows, into: &y, &workspace)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
