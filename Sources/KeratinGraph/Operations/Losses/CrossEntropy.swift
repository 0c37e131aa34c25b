internal import KeratinKernels

/// loss = −Σ target·log softmax(logits) along the last axis: logits and targets `[..., classes]`, loss `[...]`.
struct CrossEntropy: RowOperation {
  var name: String { "crossEntropy" }
  var operationsPerElement: Int { 7 }

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

  func run<T: FloatingScalar>(
    _ call: borrowing KernelCall, _ rows: Rows, _ workspace: inout Workspace, as type: T.Type
  ) {
    var loss = call.result(as: T.self)
    call.backend.crossEntropy(
      logits: call.input(0, as: T.self), targets: call.input(1), rows, into: &loss, &workspace)
  }
}
