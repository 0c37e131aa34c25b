internal import KeratinKernels

/// loss = −log softmax(logits)[label] along the last axis: logits `[..., classes]`, int32 labels `[...]`, loss `[...]`.
struct SparseCrossEntropy: RowOperation {
  var name: String { "sparseCrossEntropy" }
  var operationsPerElement: Int { 5 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireLogits(inputs[0])
    try requireIndices(inputs[1], "labels")
    let shape = Shape(inputs[0].shape.dimensions.dropLast())
    guard inputs[1].shape == shape else {
      throw KeratinError(
        .shape, expected: "labels of shape \(shape), one for each row of logits of shape \(inputs[0].shape)",
        received: "labels of shape \(inputs[1].shape)")
    }
    return [TensorType(shape, inputs[0].elementType)]
  }

  func check(_ inputs: [Tensor]) throws { try requireIndices(inputs[1], "labels", below: inputs[0].shape[-1]) }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    [apply(SparseCrossEntropyGradient(), call.inputs[0], call.inputs[1], call.dy), nil]
  }

  func run<T: FloatingScalar>(
    _ call: borrowing KernelCall, _ rows: Rows, _ workspace: inout Workspace, as type: T.Type
  ) {
    var loss = call.result(as: T.self)
    call.backend.sparseCrossEntropy(
      logits: call.input(0, as: T.self), labels: call.input(1), rows, into: &loss, &workspace)
  }
}

/// Requires floating logits with at least one axis.
func requireLogits(_ type: TensorType) throws {
  try requireFloating(type)
  guard type.shape.rank > 0 else {
    throw KeratinError(.shape, expected: "logits of shape [..., classes]", received: "logits without axes")
  }
}
