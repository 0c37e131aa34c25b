internal import KeratinKernels

/// One step of Adam as ``AdamUpdate`` says: from w, gradient, learning rate, int32 iterations, m, v and, with AMSGrad, the largest v
/// to the new w, m, v and largest v.
struct AdamStep: Operation {
  let beta1: Double
  let beta2: Double
  let epsilon: Double
  let amsgrad: Bool

  var name: String { "adam" }
  var resultCount: Int { amsgrad ? 4 : 3 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireUpdate(inputs, states: Array(inputs.dropFirst(4)))
    try requireIndices(inputs[3], "the number of iterations")
    try requireScalar(inputs[3], "the number of iterations")
    return [TensorType](repeating: inputs[0], count: resultCount)
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] { throw updateHasNoGradient() }

  /// The step of a weight of this type.
  func update(_ w: TensorType) -> AdamUpdate {
    AdamUpdate(count: w.count, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad)
  }

  /// Its operations.
  func operationCount(_ w: TensorType) -> Int { (amsgrad ? 14 : 13) * w.count }

  func kernel(_ types: NodeTypes) -> Kernel {
    let update = update(types.inputs[0])
    let updates = (0..<resultCount).map { Kernel.Update(result: $0, operand: $0 == 0 ? 0 : $0 + 3) }
    let amsgrad = amsgrad
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition, updates: updates, operationCount: operationCount(types.inputs[0]),
        workspaceBytes: { $0.workspaceBytes(update, T.self) },
        run: { call in
          var w = call.result(0, as: T.self)
          var m = call.result(1, as: T.self)
          var v = call.result(2, as: T.self)
          var largestV = amsgrad ? call.result(3, as: T.self) : call.noResult()
          var workspace = call.workspace
          call.backend.adam(
            gradient: call.input(1), learningRate: call.input(2), iterations: call.input(3), update, w: &w, m: &m,
            v: &v,
            largestV: &largestV, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
