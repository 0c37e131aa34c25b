/// Primitives that make one element of many.
public protocol ReductionKernels: Sendable {
  /// y = operation over the reduced axes of x.
  func reduce<T: ArithmeticScalar>(
    _ operation: ReduceOperation, _ x: Span<T>, _ descriptor: Reduction, into y: inout MutableSpan<T>)

  /// y[o, n] = the lowest i for which x[o, i, n] is the largest (smallest) along the axis; the first NaN counts as both.
  /// 0 where the axis is empty.
  func argReduce<T: ArithmeticScalar>(
    largest: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<Int32>)

  /// y[o, i, n] = the sum (product) of x[o, 0…i, n]; integers wrap around.
  func cumulative<T: ArithmeticScalar>(
    product: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<T>)
}
