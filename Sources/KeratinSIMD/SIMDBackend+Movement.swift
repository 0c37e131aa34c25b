public import KeratinKernels

extension SIMDBackend {
  public func fill<T: Scalar>(_ value: T, into y: inout MutableSpan<T>) { reference.fill(value, into: &y) }

  public func copy<T: Scalar>(_ x: Span<T>, _ descriptor: StridedCopy, into y: inout MutableSpan<T>) {
    reference.copy(x, descriptor, into: &y)
  }

  public func copyAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ descriptor: StridedCopy, into x: inout MutableSpan<T>
  ) {
    reference.copyAdjoint(y, descriptor, into: &x)
  }

  public func concatenate<T: Scalar>(
    _ operands: Operands, _ descriptor: Concatenation, into y: inout MutableSpan<T>
  ) {
    reference.concatenate(operands, descriptor, into: &y)
  }

  public func gather<T: Scalar>(
    _ table: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into y: inout MutableSpan<T>
  ) {
    reference.gather(table, indices, descriptor, into: &y)
  }

  public func gatherAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into table: inout MutableSpan<T>
  ) {
    reference.gatherAdjoint(y, indices, descriptor, into: &table)
  }

  public func oneHot<T: ArithmeticScalar>(_ labels: Span<Int32>, _ rows: Rows, into y: inout MutableSpan<T>) {
    reference.oneHot(labels, rows, into: &y)
  }

  public func cast<S: Scalar, T: Scalar>(_ x: Span<S>, into y: inout MutableSpan<T>) {
    reference.cast(x, into: &y)
  }
}
