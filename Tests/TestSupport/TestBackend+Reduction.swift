public import KeratinKernels

extension TestBackend {
  public func reduce<T: ArithmeticScalar>(
    _ operation: ReduceOperation, _ x: [T], _ descriptor: Reduction
  ) throws -> [T] {
    try run(count: descriptor.resultCount, reading: [KernelOperand(x)]) { operands, y, _ in
      kernels.reduce(operation, operands.elements(0), descriptor, into: &y)
    }
  }

  public func argReduce<T: ArithmeticScalar>(
    largest: Bool, _ x: [T], _ descriptor: AxisReduction
  ) throws -> [Int32] {
    try run(count: descriptor.outer * descriptor.inner, reading: [KernelOperand(x)]) { operands, y, _ in
      kernels.argReduce(largest: largest, operands.elements(0, as: T.self), descriptor, into: &y)
    }
  }

  public func cumulative<T: ArithmeticScalar>(
    product: Bool, _ x: [T], _ descriptor: AxisReduction
  ) throws -> [T] {
    try run(count: x.count, reading: [KernelOperand(x)]) { operands, y, _ in
      kernels.cumulative(product: product, operands.elements(0), descriptor, into: &y)
    }
  }
}
