public import KeratinKernels

extension NaiveBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func fill<T: Scalar>(_ value: T, into y: inout MutableSpan<T>) {
    for i in y.indices { y[i] = value }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func copy<T: Scalar>(_ x: Span<T>, _ descriptor: StridedCopy, into y: inout MutableSpan<T>) {
    var walk = RowWalk(extents: descriptor.extents, strides: [descriptor.strides], start: descriptor.offset)
    let step = walk.steps[0]
    var i = 0
    while walk.next() {
      let start = walk.offsets[0]
      for j in 0..<walk.length {
        y[i] = x[start + j * step]
        i += 1
      }
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func copyAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ descriptor: StridedCopy, into x: inout MutableSpan<T>
  ) {
    var sums = Sums<T>(count: x.count)
    var walk = RowWalk(extents: descriptor.extents, strides: [descriptor.strides], start: descriptor.offset)
    let step = walk.steps[0]
    var i = 0
    while walk.next() {
      let start = walk.offsets[0]
      for j in 0..<walk.length {
        sums.add(y[i], at: start + j * step)
        i += 1
      }
    }
    sums.store(into: &x)
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func concatenate<T: Scalar>(
    _ operands: Operands, _ descriptor: Concatenation, into y: inout MutableSpan<T>
  ) {
    let blockLength = descriptor.lengths.reduce(0, +)
    var start = 0
    for k in 0..<operands.count {
      let x = operands.elements(k, as: T.self)
      let length = descriptor.lengths[k]
      for block in 0..<descriptor.outer {
        for j in 0..<length { y[block * blockLength + start + j] = x[block * length + j] }
      }
      start += length
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func gather<T: Scalar>(
    _ table: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into y: inout MutableSpan<T>
  ) {
    let length = descriptor.rowLength
    for i in 0..<descriptor.count {
      let row = Int(indices[i])
      let isInside = row >= 0 && row < descriptor.rows
      for j in 0..<length { y[i * length + j] = isInside ? table[row * length + j] : T(rounding: .nan) }
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func gatherAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into table: inout MutableSpan<T>
  ) {
    let length = descriptor.rowLength
    var sums = Sums<T>(count: table.count)
    for i in 0..<descriptor.count {
      let row = Int(indices[i])
      guard row >= 0 && row < descriptor.rows else { continue }
      for j in 0..<length { sums.add(y[i * length + j], at: row * length + j) }
    }
    sums.store(into: &table)
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func oneHot<T: ArithmeticScalar>(_ labels: Span<Int32>, _ rows: Rows, into y: inout MutableSpan<T>) {
    for i in 0..<rows.count {
      let label = Int(labels[i])
      for j in 0..<rows.length { y[i * rows.length + j] = T(rounding: j == label ? 1 : 0) }
    }
  }

  @specialized(where S == Float, T == Float)
  @specialized(where S == Float, T == Double)
  @specialized(where S == Float, T == Int32)
  @specialized(where S == Float, T == UInt8)
  @specialized(where S == Double, T == Float)
  @specialized(where S == Double, T == Double)
  @specialized(where S == Double, T == Int32)
  @specialized(where S == Double, T == UInt8)
  @specialized(where S == Int32, T == Float)
  @specialized(where S == Int32, T == Double)
  @specialized(where S == Int32, T == Int32)
  @specialized(where S == Int32, T == UInt8)
  @specialized(where S == UInt8, T == Float)
  @specialized(where S == UInt8, T == Double)
  @specialized(where S == UInt8, T == Int32)
  @specialized(where S == UInt8, T == UInt8)
  public func cast<S: Scalar, T: Scalar>(_ x: Span<S>, into y: inout MutableSpan<T>) {
    // Every scalar is exact in Double, so this rounds once.
    for i in y.indices { y[i] = T(rounding: x[i].asDouble) }
  }
}
