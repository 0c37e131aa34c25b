internal import KeratinKernels

/// From logits, int32 labels and dLoss: dLogits = (softmax(logits) − oneHot(labels))·dLoss.
struct SparseCrossEntropyGradient: RowOperation {
  var name: String { "sparseCrossEntropyGradient" }
  var operationsPerElement: Int { 6 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let loss = try SparseCrossEntropy().types(Array(inputs.prefix(2)))[0]
    try requireSameTypes([loss, inputs[2]])
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, labels, dLoss) = (call.inputs[0], call.inputs[1], call.inputs[2])
    let targets = apply(OneHot(depth: x.shape[-1], elementType: x.elementType), labels)
    let gradients = CrossEntropyGradient().gradient(
      GradientCall(
        inputs: [x, targets, dLoss], results: call.results, upstream: call.upstream, isWanted: call.isWanted))
    return [gradients[0], nil, gradients[2]]
  }

  func run<T: FloatingScalar>(
    _ call: borrowing KernelCall, _ rows: Rows, _ workspace: inout Workspace, as type: T.Type
  ) {
    var dx = call.result(as: T.self)
    call.backend.sparseCrossEntropyGradient(
      logits: call.input(0, as: T.self), labels: call.input(1), dLoss: call.input(2), rows, into: &dx, &workspace)
  }
}
