internal import KeratinKernels

/// From logits, int32 labels and dLoss: dLogits = (softmax(logits) − oneHot(labels))·dLoss.
struct SparseCrossEntropyGradient: Operation {
  var name: String { "sparseCrossEntropyGradient" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let loss = try SparseCrossEntropy().types(Array(inputs.prefix(2)))[0]
    try requireSameTypes([loss, inputs[2]])
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, labels, g) = (call.inputs[0], call.inputs[1], call.dy)
    let dLoss = call.inputs[2].expandingDimension(at: -1)
    let y = softmax(x)
    let difference = y - apply(OneHot(depth: x.shape[-1], elementType: x.elementType), labels)
    return [
      call.isWanted[0] ? apply(SoftmaxGradient(), y, g) * dLoss : nil, nil,
      call.isWanted[2] ? (g * difference).sum(axis: -1) : nil,
    ]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let rows = Rows(types.inputs[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition, operationCount: 6 * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(rows, T.self) }
      ) { call in
        var dx = call.result(as: T.self)
        var workspace = call.workspace
        call.backend.sparseCrossEntropyGradient(
          logits: call.input(0, as: T.self), labels: call.input(1), dLoss: call.input(2), rows, into: &dx,
          &workspace)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
