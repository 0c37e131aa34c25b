/// Primitives that work element by element.
public protocol ElementwiseKernels: Sendable {
  /// y[i] = operation(x[i]).
  func unary<T: FloatingScalar>(_ operation: UnaryOperation, _ x: Span<T>, into y: inout MutableSpan<T>)

  /// y[i] = operation(a[i], b[i]), the operands read as `broadcast` says.
  func binary<T: ArithmeticScalar>(
    _ operation: BinaryOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>)

  /// y[i] = 1 if the comparison of a[i] with b[i] holds, else 0, the operands read as `broadcast` says.
  func compare<T: ArithmeticScalar>(
    _ operation: CompareOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<UInt8>)

  /// y[i] = a[i] where condition[i] is not 0, else b[i]; `broadcast` has the strides of condition, a and b.
  func select<T: Scalar>(
    _ condition: Span<UInt8>, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>)
}
