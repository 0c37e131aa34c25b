public import KeratinKernels

extension FaultyBackend {
  public func fill<T: Scalar>(
    _ value: T, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.fill(value, into: &y)
    spoil(.fill, &y, before)
  }

  public func copy<T: Scalar>(
    _ x: Span<T>, _ descriptor: StridedCopy, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.copy(x, descriptor, into: &y)
    spoil(.copy, &y, before)
  }

  public func copyAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ descriptor: StridedCopy, into x: inout MutableSpan<T>
  ) {
    let before = elements(x)
    base.copyAdjoint(y, descriptor, into: &x)
    spoil(.copyAdjoint, &x, before)
  }

  public func concatenate<T: Scalar>(
    _ operands: Operands, _ descriptor: Concatenation, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.concatenate(operands, descriptor, into: &y)
    spoil(.concatenate, &y, before)
  }

  public func gather<T: Scalar>(
    _ table: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.gather(table, indices, descriptor, into: &y)
    spoil(.gather, &y, before)
  }

  public func gatherAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into table: inout MutableSpan<T>
  ) {
    let before = elements(table)
    base.gatherAdjoint(y, indices, descriptor, into: &table)
    spoil(.gatherAdjoint, &table, before)
  }

  public func oneHot<T: ArithmeticScalar>(
    _ labels: Span<Int32>, _ rows: Rows, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.oneHot(labels, rows, into: &y)
    spoil(.oneHot, &y, before)
  }

  public func cast<S: Scalar, T: Scalar>(
    _ x: Span<S>, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.cast(x, into: &y)
    spoil(.cast, &y, before)
  }
}
