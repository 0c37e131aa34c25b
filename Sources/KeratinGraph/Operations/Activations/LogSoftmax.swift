internal import KeratinKernels

/// y = x − log Σ eˣ along the last axis, without overflow.
struct LogSoftmax: RowOperation {
  var name: String { "logSoftmax" }
  var operationsPerElement: Int { 5 }
  var overwritten: [Int] { [0] }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (y, dy) = (call.results[0], call.dy)
    return [dy - exp(y) * dy.sum(axis: -1, keepDims: true)]
  }

  func run<T: FloatingScalar>(
    _ call: borrowing KernelCall, _ rows: Rows, _ workspace: inout Workspace, as type: T.Type
  ) {
    var y = call.result(as: T.self)
    call.backend.logSoftmax(call.input(0, as: T.self), rows, into: &y, &workspace)
  }
}
