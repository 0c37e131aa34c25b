public import KeratinKernels

extension TestBackend {
  public func unary<T: FloatingScalar>(_ operation: UnaryOperation, _ x: [T]) throws -> [T] {
    try run(count: x.count) { y, _ in kernels.unary(operation, x.span, into: &y) }
  }

  public func binary<T: ArithmeticScalar>(
    _ operation: BinaryOperation, _ a: [T], _ b: [T], _ broadcast: Broadcast
  ) throws -> [T] {
    try run(count: broadcast.count) { y, _ in kernels.binary(operation, a.span, b.span, broadcast, into: &y) }
  }

  /// Of operands of one and the same shape.
  public func binary<T: ArithmeticScalar>(_ operation: BinaryOperation, _ a: [T], _ b: [T]) throws -> [T] {
    try binary(operation, a, b, Broadcast(count: a.count, operands: 2))
  }

  public func compare<T: ArithmeticScalar>(
    _ operation: CompareOperation, _ a: [T], _ b: [T], _ broadcast: Broadcast
  ) throws -> [UInt8] {
    try run(count: broadcast.count) { y, _ in kernels.compare(operation, a.span, b.span, broadcast, into: &y) }
  }

  public func select<T: Scalar>(
    _ condition: [UInt8], _ a: [T], _ b: [T], _ broadcast: Broadcast
  ) throws -> [T] {
    try run(count: broadcast.count) { y, _ in kernels.select(condition.span, a.span, b.span, broadcast, into: &y) }
  }
}
