public import KeratinKernels

extension SIMDBackend {
  public func reduce<T: ArithmeticScalar>(
    _ operation: ReduceOperation, _ x: Span<T>, _ descriptor: Reduction, into y: inout MutableSpan<T>
  ) {
    reference.reduce(operation, x, descriptor, into: &y)
  }

  public func argReduce<T: ArithmeticScalar>(
    largest: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<Int32>
  ) {
    reference.argReduce(largest: largest, x, descriptor, into: &y)
  }

  public func cumulative<T: ArithmeticScalar>(
    product: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<T>
  ) {
    reference.cumulative(product: product, x, descriptor, into: &y)
  }
}
