public import KeratinKernels

extension TestBackend {
  public func fill<T: Scalar>(_ value: T, count: Int) throws -> [T] {
    try run(count: count) { _, y, _ in kernels.fill(value, into: &y) }
  }

  public func copy<T: Scalar>(_ x: [T], _ descriptor: StridedCopy) throws -> [T] {
    try run(count: descriptor.count, reading: [KernelOperand(x)]) { operands, y, _ in
      kernels.copy(operands.elements(0), descriptor, into: &y)
    }
  }

  public func copyAdjoint<T: ArithmeticScalar>(_ y: [T], _ descriptor: StridedCopy) throws -> [T] {
    try run(count: descriptor.sourceCount, reading: [KernelOperand(y)]) { operands, x, _ in
      kernels.copyAdjoint(operands.elements(0), descriptor, into: &x)
    }
  }

  public func concatenate<T: Scalar>(_ operands: [[T]], _ descriptor: Concatenation) throws -> [T] {
    let count = operands.reduce(0) { $0 + $1.count }
    return try run(count: count, reading: operands.map { KernelOperand($0) }) { operands, y, _ in
      kernels.concatenate(operands, descriptor, into: &y)
    }
  }

  public func gather<T: Scalar>(_ table: [T], _ indices: [Int32], _ descriptor: RowGather) throws -> [T] {
    let operands = [KernelOperand(table), KernelOperand(indices)]
    return try run(count: descriptor.count * descriptor.rowLength, reading: operands) { operands, y, _ in
      kernels.gather(operands.elements(0), operands.elements(1), descriptor, into: &y)
    }
  }

  public func gatherAdjoint<T: ArithmeticScalar>(
    _ y: [T], _ indices: [Int32], _ descriptor: RowGather
  ) throws -> [T] {
    let operands = [KernelOperand(y), KernelOperand(indices)]
    return try run(count: descriptor.rows * descriptor.rowLength, reading: operands) { operands, table, _ in
      kernels.gatherAdjoint(operands.elements(0), operands.elements(1), descriptor, into: &table)
    }
  }

  public func oneHot<T: ArithmeticScalar>(_ labels: [Int32], _ rows: Rows, as type: T.Type) throws -> [T] {
    try run(count: rows.count * rows.length, reading: [KernelOperand(labels)]) {
      (operands, y: inout MutableSpan<T>, _) in
      kernels.oneHot(operands.elements(0), rows, into: &y)
    }
  }

  public func cast<S: Scalar, T: Scalar>(_ x: [S], to type: T.Type) throws -> [T] {
    try run(count: x.count, reading: [KernelOperand(x)]) { (operands, y: inout MutableSpan<T>, _) in
      kernels.cast(operands.elements(0, as: S.self), into: &y)
    }
  }
}
