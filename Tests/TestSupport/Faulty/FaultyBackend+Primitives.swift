public import KeratinKernels

extension FaultyBackend {
  public func unary<T: FloatingScalar>(
    _ operation: UnaryOperation, _ x: Span<T>, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.unary(operation, x, into: &y)
    spoil(.unary, &y, before)
  }

  public func binary<T: ArithmeticScalar>(
    _ operation: BinaryOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.binary(operation, a, b, broadcast, into: &y)
    spoil(.binary, &y, before)
  }

  public func compare<T: ArithmeticScalar>(
    _ operation: CompareOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<UInt8>
  ) {
    let before = elements(y)
    base.compare(operation, a, b, broadcast, into: &y)
    spoil(.compare, &y, before)
  }

  public func select<T: Scalar>(
    _ condition: Span<UInt8>, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.select(condition, a, b, broadcast, into: &y)
    spoil(.select, &y, before)
  }

  public func reduce<T: ArithmeticScalar>(
    _ operation: ReduceOperation, _ x: Span<T>, _ descriptor: Reduction, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.reduce(operation, x, descriptor, into: &y)
    spoil(.reduce, &y, before)
  }

  public func argReduce<T: ArithmeticScalar>(
    largest: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<Int32>
  ) {
    let before = elements(y)
    base.argReduce(largest: largest, x, descriptor, into: &y)
    spoil(.argReduce, &y, before)
  }

  public func cumulative<T: ArithmeticScalar>(
    product: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.cumulative(product: product, x, descriptor, into: &y)
    spoil(.cumulative, &y, before)
  }

  public func randomUniform<T: FloatingScalar>(
    _ stream: RandomStream, step: Span<Int32>, into y: inout MutableSpan<T>
  ) {
    let before = elements(y)
    base.randomUniform(stream, step: step, into: &y)
    spoil(.randomUniform, &y, before)
  }
}
