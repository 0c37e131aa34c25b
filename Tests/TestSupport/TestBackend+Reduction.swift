public import KeratinKernels

extension TestBackend {
  public func reduce<T: ArithmeticScalar>(
    _ operation: ReduceOperation, _ x: [T], _ descriptor: Reduction
  ) throws -> [T] {
    try run(count: descriptor.resultCount) { y, _ in kernels.reduce(operation, x.span, descriptor, into: &y) }
  }

  public func argReduce<T: ArithmeticScalar>(
    largest: Bool, _ x: [T], _ descriptor: AxisReduction
  ) throws -> [Int32] {
    try run(count: descriptor.outer * descriptor.inner) { y, _ in
      kernels.argReduce(largest: largest, x.span, descriptor, into: &y)
    }
  }

  public func cumulative<T: ArithmeticScalar>(
    product: Bool, _ x: [T], _ descriptor: AxisReduction
  ) throws -> [T] {
    try run(count: x.count) { y, _ in kernels.cumulative(product: product, x.span, descriptor, into: &y) }
  }
}
