internal import KeratinKernels

/// loss = −Σ target·log softmax(logits) along the last axis: logits and targets `[..., classes]`, loss `[...]`.
struct CrossEntropy: Operation {
  var name: String { "crossEntropy" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireLogits(inputs[0])
    try requireSameTypes(inputs)
    return [TensorType(Shape(inputs[0].shape.dimensions.dropLast()), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, targets, dLoss) = (call.inputs[0], call.inputs[1], call.dy)
    return [
      call.isWanted[0] ? apply(CrossEntropyGradient(), x, targets, dLoss) : nil,
      call.isWanted[1] ? -logSoftmax(x) * dLoss.expandingDimension(at: -1) : nil,
    ]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let rows = Rows(types.inputs[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition, operationCount: 7 * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(rows, T.self) }
      ) { call in
        var loss = call.result(as: T.self)
        var workspace = call.workspace
        call.backend.crossEntropy(
          logits: call.input(0, as: T.self), targets: call.input(1), rows, into: &loss, &workspace)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
