public import KeratinKernels

extension TestBackend {
  /// The new w and velocity; an empty `velocity` is none.
  public func sgd<T: FloatingScalar>(
    gradient: [T], learningRate: T, _ update: SGDUpdate, w: [T], velocity: [T]
  ) throws -> (w: [T], velocity: [T]) {
    let written: [[T]] = try run(
      [.elements(w), .elements(velocity)], reading: [KernelOperand(gradient), KernelOperand([learningRate])],
      workspaceBytes: kernels.workspaceBytes(update, T.self)
    ) { operands, results, workspace in
      var w = results.mutableElements(0, as: T.self)
      var velocity = results.mutableElements(1, as: T.self)
      kernels.sgd(
        gradient: operands.elements(0), learningRate: operands.elements(1), update, w: &w, velocity: &velocity,
        &workspace)
    }
    return (written[0], written[1])
  }

  /// The new w, m, v and largest v; an empty `largestV` is none.
  public func adam<T: FloatingScalar>(
    gradient: [T], learningRate: T, iterations: Int32, _ update: AdamUpdate, w: [T], m: [T], v: [T], largestV: [T]
  ) throws -> [[T]] {
    let operands = [KernelOperand(gradient), KernelOperand([learningRate]), KernelOperand([iterations])]
    return try run(
      [.elements(w), .elements(m), .elements(v), .elements(largestV)], reading: operands,
      workspaceBytes: kernels.workspaceBytes(update, T.self)
    ) { operands, results, workspace in
      var w = results.mutableElements(0, as: T.self)
      var m = results.mutableElements(1, as: T.self)
      var v = results.mutableElements(2, as: T.self)
      var largestV = results.mutableElements(3, as: T.self)
      kernels.adam(
        gradient: operands.elements(0), learningRate: operands.elements(1), iterations: operands.elements(2), update,
        w: &w, m: &m, v: &v, largestV: &largestV, &workspace)
    }
  }

  /// The same for a table whose gradients are given for the rows that `indices` name.
  public func sparseAdam<T: FloatingScalar>(
    gradient: [T], indices: [Int32], learningRate: T, iterations: Int32, _ update: SparseAdamUpdate, w: [T], m: [T],
    v: [T], largestV: [T]
  ) throws -> [[T]] {
    let operands = [
      KernelOperand(gradient), KernelOperand(indices), KernelOperand([learningRate]), KernelOperand([iterations]),
    ]
    return try run(
      [.elements(w), .elements(m), .elements(v), .elements(largestV)], reading: operands,
      workspaceBytes: kernels.workspaceBytes(update, T.self)
    ) { operands, results, workspace in
      var w = results.mutableElements(0, as: T.self)
      var m = results.mutableElements(1, as: T.self)
      var v = results.mutableElements(2, as: T.self)
      var largestV = results.mutableElements(3, as: T.self)
      kernels.sparseAdam(
        gradient: operands.elements(0), indices: operands.elements(1), learningRate: operands.elements(2),
        iterations: operands.elements(3), update, w: &w, m: &m, v: &v, largestV: &largestV, &workspace)
    }
  }
}
