public import KeratinKernels

extension TestBackend {
  /// The new w and velocity for the gradient A·B; an empty `velocity` is none.
  public func productSGD<T: FloatingScalar>(
    _ a: [T], _ b: [T], _ product: Gemm, learningRate: T, _ update: SGDUpdate, w: [T], velocity: [T]
  ) throws -> [[T]] {
    try run(
      [.elements(w), .elements(velocity)],
      reading: [KernelOperand(a), KernelOperand(b), KernelOperand([learningRate])],
      workspaceBytes: kernels.workspaceBytes(product, update, T.self)
    ) { operands, results, workspace in
      var w = results.mutableElements(0, as: T.self)
      var velocity = results.mutableElements(1, as: T.self)
      kernels.productSGD(
        operands.elements(0), operands.elements(1), product, learningRate: operands.elements(2), update, w: &w,
        velocity: &velocity, &workspace)
    }
  }

  /// The new w, m, v and largest v for the gradient A·B; an empty `largestV` is none.
  public func productAdam<T: FloatingScalar>(
    _ a: [T], _ b: [T], _ product: Gemm, learningRate: T, iterations: Int32, _ update: AdamUpdate, w: [T], m: [T],
    v: [T], largestV: [T]
  ) throws -> [[T]] {
    try run(
      [.elements(w), .elements(m), .elements(v), .elements(largestV)],
      reading: [KernelOperand(a), KernelOperand(b), KernelOperand([learningRate]), KernelOperand([iterations])],
      workspaceBytes: kernels.workspaceBytes(product, update, T.self)
    ) { operands, results, workspace in
      var w = results.mutableElements(0, as: T.self)
      var m = results.mutableElements(1, as: T.self)
      var v = results.mutableElements(2, as: T.self)
      var largestV = results.mutableElements(3, as: T.self)
      kernels.productAdam(
        operands.elements(0), operands.elements(1), product, learningRate: operands.elements(2),
        iterations: operands.elements(3), update, w: &w, m: &m, v: &v, largestV: &largestV, &workspace)
    }
  }
}
