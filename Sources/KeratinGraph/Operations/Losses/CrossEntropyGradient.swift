internal import KeratinKernels

/// From logits, targets and dLoss: dLogits = (softmax(logits)·Σ target − target)·dLoss.
struct CrossEntropyGradient: RowOperation {
  var name: String { "crossEntropyGradient" }
  var operationsPerElement: Int { 8 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let loss = try CrossEntropy().types(Array(inputs.prefix(2)))[0]
    try requireSameTypes([loss, inputs[2]])
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, targets, g) = (call.inputs[0], call.inputs[1], call.dy)
    let dLoss = call.inputs[2].expandingDimension(at: -1)
    let (y, mass) = (softmax(x), targets.sum(axis: -1, keepDims: true))
    return [
      call.isWanted[0] ? apply(SoftmaxGradient(), y, g) * (mass * dLoss) : nil,
      call.isWanted[1] ? ((y * g).sum(axis: -1, keepDims: true) - g) * dLoss : nil,
      call.isWanted[2] ? (g * (y * mass - targets)).sum(axis: -1) : nil,
    ]
  }

  func run<T: FloatingScalar>(
    _ call: borrowing KernelCall, _ rows: Rows, _ workspace: inout Workspace, as type: T.Type
  ) {
    var dx = call.result(as: T.self)
    call.backend.crossEntropyGradient(
      logits: call.input(0, as: T.self), targets: call.input(1), dLoss: call.input(2), rows, into: &dx, &workspace)
  }
}
