public import KeratinKernels

extension TestBackend {
  public func unary<T: FloatingScalar>(_ operation: UnaryOperation, _ x: [T]) throws -> [T] {
    try run(count: x.count, reading: [KernelOperand(x)]) { operands, y, _ in
      kernels.unary(operation, operands.elements(0), into: &y)
    }
  }

  public func binary<T: ArithmeticScalar>(
    _ operation: BinaryOperation, _ a: [T], _ b: [T], _ broadcast: Broadcast
  ) throws -> [T] {
    try run(count: broadcast.count, reading: [KernelOperand(a), KernelOperand(b)]) { operands, y, _ in
      kernels.binary(operation, operands.elements(0), operands.elements(1), broadcast, into: &y)
    }
  }

  /// Of operands of one and the same shape.
  public func binary<T: ArithmeticScalar>(_ operation: BinaryOperation, _ a: [T], _ b: [T]) throws -> [T] {
    try binary(operation, a, b, Broadcast(count: a.count, operands: 2))
  }

  public func compare<T: ArithmeticScalar>(
    _ operation: CompareOperation, _ a: [T], _ b: [T], _ broadcast: Broadcast
  ) throws -> [UInt8] {
    try run(count: broadcast.count, reading: [KernelOperand(a), KernelOperand(b)]) { operands, y, _ in
      kernels.compare(
        operation, operands.elements(0, as: T.self), operands.elements(1), broadcast, into: &y)
    }
  }

  public func select<T: Scalar>(
    _ condition: [UInt8], _ a: [T], _ b: [T], _ broadcast: Broadcast
  ) throws -> [T] {
    let operands = [KernelOperand(condition), KernelOperand(a), KernelOperand(b)]
    return try run(count: broadcast.count, reading: operands) { operands, y, _ in
      kernels.select(
        operands.elements(0), operands.elements(1), operands.elements(2), broadcast, into: &y)
    }
  }
}
