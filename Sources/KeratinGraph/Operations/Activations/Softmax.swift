internal import KeratinKernels

/// y = eˣ / Σ eˣ along the last axis, without overflow.
struct Softmax: RowOperation {
  var name: String { "softmax" }
  var operationsPerElement: Int { 5 }
  var overwritten: [Int] { [0] }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [apply(SoftmaxGradient(), call.results[0], call.dy)] }

  func run<T: FloatingScalar>(
    _ call: borrowing KernelCall, _ rows: Rows, _ workspace: inout Workspace, as type: T.Type
  ) {
    var y = call.result(as: T.self)
    call.backend.softmax(call.input(0, as: T.self), rows, into: &y, &workspace)
  }
}
