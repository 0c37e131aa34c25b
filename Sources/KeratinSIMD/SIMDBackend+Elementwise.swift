public import KeratinKernels

extension SIMDBackend {
  public func unary<T: FloatingScalar>(_ operation: UnaryOperation, _ x: Span<T>, into y: inout MutableSpan<T>) {
    reference.unary(operation, x, into: &y)
  }

  public func binary<T: ArithmeticScalar>(
    _ operation: BinaryOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    reference.binary(operation, a, b, broadcast, into: &y)
  }

  public func compare<T: ArithmeticScalar>(
    _ operation: CompareOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast,
    into y: inout MutableSpan<UInt8>
  ) {
    reference.compare(operation, a, b, broadcast, into: &y)
  }

  public func select<T: Scalar>(
    _ condition: Span<UInt8>, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    reference.select(condition, a, b, broadcast, into: &y)
  }
}
