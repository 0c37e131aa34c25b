public import KeratinKernels

extension TestBackend {
  public func convolve<T: FloatingScalar>(_ x: [T], _ w: [T], _ descriptor: Convolution) throws -> [T] {
    try run(
      count: descriptor.resultCount, reading: [KernelOperand(x), KernelOperand(w)],
      workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, y, workspace in
      kernels.convolve(operands.elements(0), operands.elements(1), descriptor, into: &y, &workspace)
    }
  }

  /// An empty `bias` or `residual` is none.
  public func convolve<T: FloatingScalar>(
    _ x: [T], _ w: [T], bias: [T], residual: [T], _ descriptor: ActivatedConvolution
  ) throws -> [T] {
    let operands = [KernelOperand(x), KernelOperand(w), KernelOperand(bias), KernelOperand(residual)]
    return try run(
      count: descriptor.convolution.resultCount, reading: operands,
      workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, y, workspace in
      kernels.convolve(
        operands.elements(0), operands.elements(1), bias: operands.elements(2), residual: operands.elements(3),
        descriptor, into: &y, &workspace)
    }
  }

  public func convolveInputGradient<T: FloatingScalar>(
    _ dy: [T], _ w: [T], _ descriptor: Convolution
  ) throws -> [T] {
    try run(
      count: descriptor.inputCount, reading: [KernelOperand(dy), KernelOperand(w)],
      workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, dx, workspace in
      kernels.convolveInputGradient(operands.elements(0), operands.elements(1), descriptor, into: &dx, &workspace)
    }
  }

  public func convolveKernelGradient<T: FloatingScalar>(
    _ x: [T], _ dy: [T], _ descriptor: Convolution
  ) throws -> [T] {
    try run(
      count: descriptor.kernelCount, reading: [KernelOperand(x), KernelOperand(dy)],
      workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, dw, workspace in
      kernels.convolveKernelGradient(operands.elements(0), operands.elements(1), descriptor, into: &dw, &workspace)
    }
  }

  public func maxPool<T: FloatingScalar>(_ x: [T], _ descriptor: Pooling) throws -> [T] {
    try run(count: descriptor.resultCount, reading: [KernelOperand(x)]) { operands, y, _ in
      kernels.maxPool(operands.elements(0), descriptor, into: &y)
    }
  }

  public func maxPoolSelect<T: FloatingScalar>(_ x: [T], _ v: [T], _ descriptor: Pooling) throws -> [T] {
    try run(count: descriptor.resultCount, reading: [KernelOperand(x), KernelOperand(v)]) { operands, y, _ in
      kernels.maxPoolSelect(operands.elements(0), operands.elements(1), descriptor, into: &y)
    }
  }

  public func maxPoolGradient<T: FloatingScalar>(_ x: [T], _ dy: [T], _ descriptor: Pooling) throws -> [T] {
    try run(count: descriptor.inputCount, reading: [KernelOperand(x), KernelOperand(dy)]) { operands, dx, _ in
      kernels.maxPoolGradient(operands.elements(0), operands.elements(1), descriptor, into: &dx)
    }
  }

  public func averagePool<T: FloatingScalar>(_ x: [T], _ descriptor: Pooling) throws -> [T] {
    try run(count: descriptor.resultCount, reading: [KernelOperand(x)]) { operands, y, _ in
      kernels.averagePool(operands.elements(0), descriptor, into: &y)
    }
  }

  public func averagePoolGradient<T: FloatingScalar>(_ dy: [T], _ descriptor: Pooling) throws -> [T] {
    try run(count: descriptor.inputCount, reading: [KernelOperand(dy)]) { operands, dx, _ in
      kernels.averagePoolGradient(operands.elements(0), descriptor, into: &dx)
    }
  }
}
