public import KeratinKernels

extension TestBackend {
  /// y, mean and variance.
  public func normalizeColumns<T: FloatingScalar>(
    _ x: [T], gamma: [T], beta: [T], _ descriptor: ColumnNormalization
  ) throws -> [[T]] {
    let columns = descriptor.columns
    return try run(
      [.poison(count: x.count), .poison(count: columns), .poison(count: columns)],
      reading: [KernelOperand(x), KernelOperand(gamma), KernelOperand(beta)],
      workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, results, workspace in
      var y = results.mutableElements(0, as: T.self)
      var mean = results.mutableElements(1, as: T.self)
      var variance = results.mutableElements(2, as: T.self)
      kernels.normalizeColumns(
        operands.elements(0), gamma: operands.elements(1), beta: operands.elements(2), descriptor, into: &y,
        mean: &mean, variance: &variance, &workspace)
    }
  }

  /// The gradients of x, γ and β.
  public func normalizeColumnsGradient<T: FloatingScalar>(
    _ x: [T], gamma: [T], mean: [T], variance: [T], dy: [T], _ descriptor: ColumnNormalization
  ) throws -> [[T]] {
    let columns = descriptor.columns
    return try run(
      [.poison(count: x.count), .poison(count: columns), .poison(count: columns)],
      reading: [
        KernelOperand(x), KernelOperand(gamma), KernelOperand(mean), KernelOperand(variance), KernelOperand(dy),
      ], workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, results, workspace in
      var dx = results.mutableElements(0, as: T.self)
      var dGamma = results.mutableElements(1, as: T.self)
      var dBeta = results.mutableElements(2, as: T.self)
      kernels.normalizeColumnsGradient(
        operands.elements(0), gamma: operands.elements(1), mean: operands.elements(2), variance: operands.elements(3),
        dy: operands.elements(4), descriptor, into: &dx, dGamma: &dGamma, dBeta: &dBeta, &workspace)
    }
  }
}
