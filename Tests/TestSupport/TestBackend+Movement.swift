public import KeratinKernels

extension TestBackend {
  public func fill<T: Scalar>(_ value: T, count: Int) throws -> [T] {
    try run(count: count) { y, _ in kernels.fill(value, into: &y) }
  }

  public func copy<T: Scalar>(_ x: [T], _ descriptor: StridedCopy) throws -> [T] {
    try run(count: descriptor.count) { y, _ in kernels.copy(x.span, descriptor, into: &y) }
  }

  public func copyAdjoint<T: ArithmeticScalar>(_ y: [T], _ descriptor: StridedCopy) throws -> [T] {
    try run(count: descriptor.sourceCount) { x, _ in kernels.copyAdjoint(y.span, descriptor, into: &x) }
  }

  public func concatenate<T: Scalar>(_ operands: [[T]], _ descriptor: Concatenation) throws -> [T] {
    let buffers = operands.map { Buffer(copying: $0) }
    let table = zip(buffers, operands).map { Operand(address: $0.address, count: $1.count) }
    return try withExtendedLifetime(buffers) {
      try run(count: operands.reduce(0) { $0 + $1.count }) { y, _ in
        table.withUnsafeBufferPointer { table in
          // An empty table has no address; any will do for no operands.
          let address = table.baseAddress ?? UnsafePointer(bitPattern: 64)!
          kernels.concatenate(Operands(address, count: table.count), descriptor, into: &y)
        }
      }
    }
  }

  public func gather<T: Scalar>(_ table: [T], _ indices: [Int32], _ descriptor: RowGather) throws -> [T] {
    try run(count: descriptor.count * descriptor.rowLength) { y, _ in
      kernels.gather(table.span, indices.span, descriptor, into: &y)
    }
  }

  public func gatherAdjoint<T: ArithmeticScalar>(
    _ y: [T], _ indices: [Int32], _ descriptor: RowGather
  ) throws -> [T] {
    try run(count: descriptor.rows * descriptor.rowLength) { table, _ in
      kernels.gatherAdjoint(y.span, indices.span, descriptor, into: &table)
    }
  }

  public func oneHot<T: ArithmeticScalar>(_ labels: [Int32], _ rows: Rows, as type: T.Type) throws -> [T] {
    try run(count: rows.count * rows.length) { (y: inout MutableSpan<T>, _) in
      kernels.oneHot(labels.span, rows, into: &y)
    }
  }

  public func cast<S: Scalar, T: Scalar>(_ x: [S], to type: T.Type) throws -> [T] {
    try run(count: x.count) { (y: inout MutableSpan<T>, _) in kernels.cast(x.span, into: &y) }
  }
}
