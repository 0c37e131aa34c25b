internal import KeratinKernels

/// One step of Adam on a table as ``SparseAdamUpdate`` says: from w, the gradients of single rows, their indices, learning rate, int32
/// iterations, m, v and, with AMSGrad, the largest v to the new w, m, v and largest v.
struct SparseAdamStep: Operation {
  let step: AdamStep

  var name: String { "sparseAdam" }
  var resultCount: Int { step.resultCount }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let table = try GatherAdjoint(rows: inputs[0].shape[0]).types(Array(inputs[1...2]))[0]
    return try step.types([inputs[0], table] + inputs[3...])
  }

  func check(_ inputs: [Tensor]) throws {
    try requireIndices(inputs[2], "indices", below: inputs[0].shape[0])
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] { throw updateHasNoGradient() }

  func kernel(_ types: NodeTypes) -> Kernel {
    let (w, gradient, indices) = (types.inputs[0], types.inputs[1], types.inputs[2])
    let update = SparseAdamUpdate(
      rows: RowGather(rows: w.shape[0], rowLength: w.shape.droppingFirst.count, count: indices.count),
      adam: step.update(w))
    let updates = (0..<resultCount).map { Kernel.Update(result: $0, operand: $0 == 0 ? 0 : $0 + 4) }
    let amsgrad = step.amsgrad
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: indices.count), updates: updates,
        operationCount: step.operationCount(w) + gradient.count, workspaceBytes: { $0.workspaceBytes(update, T.self) },
        run: { call in
          var w = call.result(0, as: T.self)
          var m = call.result(1, as: T.self)
          var v = call.result(2, as: T.self)
          var largestV = amsgrad ? call.result(3, as: T.self) : call.noResult()
          var workspace = call.workspace
          call.backend.sparseAdam(
            gradient: call.input(1), indices: call.input(2), learningRate: call.input(3), iterations: call.input(4),
            update, w: &w, m: &m, v: &v, largestV: &largestV, &workspace)
        })
    }
    return make(w.elementType.floatingScalar!)
  }
}
