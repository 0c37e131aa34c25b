public import KeratinKernels

extension TestBackend {
  /// y, mean, variance and, as 0 and 1, where y is positive.
  public func normalizeColumns<T: FloatingScalar>(
    _ x: [T], gamma: [T], beta: [T], residual: [T] = [], _ descriptor: ColumnNormalization
  ) throws -> [[T]] {
    let columns = descriptor.columns
    return try run(
      [.poison(count: x.count), .poison(count: columns), .poison(count: columns), .poison(count: x.count)],
      reading: [KernelOperand(x), KernelOperand(gamma), KernelOperand(beta), KernelOperand(residual)],
      workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, results, workspace in
      var y = results.mutableElements(0, as: T.self)
      var mean = results.mutableElements(1, as: T.self)
      var variance = results.mutableElements(2, as: T.self)
      // The mask's bytes lie in front of the numbers that they become.
      let bytes = [Operand(address: results.address(3), count: x.count)]
      bytes.withUnsafeBufferPointer {
        var mask = Operands($0.baseAddress!, count: 1).mutableElements(0, as: UInt8.self)
        kernels.normalizeColumns(
          operands.elements(0), gamma: operands.elements(1), beta: operands.elements(2), residual: operands.elements(3),
          descriptor, into: &y, mean: &mean, variance: &variance, mask: &mask, &workspace)
      }
      let mask = results.address(3).assumingMemoryBound(to: UInt8.self)
      var numbers = results.mutableElements(3, as: T.self)
      for index in (0..<x.count).reversed() { numbers[index] = T(rounding: Double(mask[index])) }
    }
  }

  /// The gradients of x, γ and β.
  public func normalizeColumnsGradient<T: FloatingScalar>(
    _ x: [T], gamma: [T], mean: [T], variance: [T], dy: [T], mask: [UInt8] = [], _ descriptor: ColumnNormalization
  ) throws -> [[T]] {
    let columns = descriptor.columns
    return try run(
      [.poison(count: x.count), .poison(count: columns), .poison(count: columns)],
      reading: [
        KernelOperand(x), KernelOperand(gamma), KernelOperand(mean), KernelOperand(variance), KernelOperand(dy),
        KernelOperand(mask),
      ], workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, results, workspace in
      var dx = results.mutableElements(0, as: T.self)
      var dGamma = results.mutableElements(1, as: T.self)
      var dBeta = results.mutableElements(2, as: T.self)
      kernels.normalizeColumnsGradient(
        operands.elements(0), gamma: operands.elements(1), mean: operands.elements(2), variance: operands.elements(3),
        dy: operands.elements(4), mask: operands.elements(5), descriptor, into: &dx, dGamma: &dGamma, dBeta: &dBeta,
        &workspace)
    }
  }
}

extension TestBackend {
  /// y, means and variances.
  public func normalizeRows<T: FloatingScalar>(
    _ x: [T], gamma: [T], beta: [T], _ descriptor: RowNormalization
  ) throws -> [[T]] {
    try run(
      [.poison(count: x.count), .poison(count: descriptor.rows), .poison(count: descriptor.rows)],
      reading: [KernelOperand(x), KernelOperand(gamma), KernelOperand(beta)],
      workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, results, workspace in
      var y = results.mutableElements(0, as: T.self)
      var mean = results.mutableElements(1, as: T.self)
      var variance = results.mutableElements(2, as: T.self)
      kernels.normalizeRows(
        operands.elements(0), gamma: operands.elements(1), beta: operands.elements(2), descriptor, into: &y,
        mean: &mean, variance: &variance, &workspace)
    }
  }

  /// The gradients of x, γ and β.
  public func normalizeRowsGradient<T: FloatingScalar>(
    _ x: [T], gamma: [T], mean: [T], variance: [T], dy: [T], _ descriptor: RowNormalization
  ) throws -> [[T]] {
    try run(
      [.poison(count: x.count), .poison(count: descriptor.length), .poison(count: descriptor.length)],
      reading: [
        KernelOperand(x), KernelOperand(gamma), KernelOperand(mean), KernelOperand(variance), KernelOperand(dy),
      ], workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, results, workspace in
      var dx = results.mutableElements(0, as: T.self)
      var dGamma = results.mutableElements(1, as: T.self)
      var dBeta = results.mutableElements(2, as: T.self)
      kernels.normalizeRowsGradient(
        operands.elements(0), gamma: operands.elements(1), mean: operands.elements(2), variance: operands.elements(3),
        dy: operands.elements(4), descriptor, into: &dx, dGamma: &dGamma, dBeta: &dBeta, &workspace)
    }
  }
}
