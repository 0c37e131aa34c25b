internal import KeratinKernels

/// From y = softmax(x) and dy along the last axis: dx = y·(dy − Σ y·dy).
struct SoftmaxGradient: Operation {
  var name: String { "softmaxGradient" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    try requireSameTypes(inputs)
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (y, dy, g) = (call.inputs[0], call.inputs[1], call.dy)
    func total(_ x: Tensor) -> Tensor { (y * x).sum(axis: -1, keepDims: true) }
    return [
      call.isWanted[0] ? g * (dy - total(dy)) - dy * total(g) : nil,
      // The Jacobian of softmax is symmetric.
      call.isWanted[1] ? apply(SoftmaxGradient(), y, g) : nil,
    ]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let rows = Rows(types.inputs[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition, operationCount: 4 * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(rows, T.self) }
      ) { call in
        var dx = call.result(as: T.self)
        var workspace = call.workspace
        call.backend.softmaxGradient(call.input(0, as: T.self), call.input(1), rows, into: &dx, &workspace)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
