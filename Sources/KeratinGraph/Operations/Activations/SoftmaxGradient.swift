internal import KeratinKernels

/// From y = softmax(x) and dy along the last axis: dx = y·(dy − Σ y·dy).
struct SoftmaxGradient: RowOperation {
  var name: String { "softmaxGradient" }
  var operationsPerElement: Int { 4 }
  var overwritten: [Int] { [1, 0] }

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

  func run<T: FloatingScalar>(
    _ call: borrowing KernelCall, _ rows: Rows, _ workspace: inout Workspace, as type: T.Type
  ) {
    var dx = call.result(as: T.self)
    call.backend.softmaxGradient(call.input(0, as: T.self), call.input(1), rows, into: &dx, &workspace)
  }
}
