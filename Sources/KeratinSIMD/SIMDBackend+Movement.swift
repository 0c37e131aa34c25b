public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  @specialized(where T == Int32)
  public func fill<T: Scalar>(_ value: T, into y: inout MutableSpan<T>) {
    guard T.hasFloatSize else { return reference.fill(value, into: &y) }
    let count = y.count
    let y = y.address(as: Float.self)
    let kernel = table.elements.movement.fill
    // The bits as they are, whatever number they stand for.
    let bits = unsafeBitCast(value, to: Float.self)
    cut(count, every: PieceLength.moving) { kernel(bits, y + $0, $1) }
  }

  @specialized(where T == Float)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  @specialized(where T == Double)
  public func copy<T: Scalar>(_ x: Span<T>, _ descriptor: StridedCopy, into y: inout MutableSpan<T>) {
    let count = y.count
    if count == 0 { return }
    if descriptor.isContiguous {
      let x = x.address(as: T.self) + descriptor.offset
      let y = y.address(as: T.self)
      cut(count, every: PieceLength.moving) { (y + $0).update(from: x + $0, count: $1) }
    } else if T.hasFloatSize {
      let x = x.address(as: Float.self) + descriptor.offset
      table.elements.movement.copy(x, descriptor.extents, descriptor.strides, y.address(as: Float.self))
    } else {
      reference.copy(x, descriptor, into: &y)
    }
  }

  @specialized(where T == Float)
  public func copyAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ descriptor: StridedCopy, into x: inout MutableSpan<T>
  ) {
    guard T.self == Float.self else { return reference.copyAdjoint(y, descriptor, into: &x) }
    let count = x.count
    let (y, x) = (y.address(as: Float.self), x.address(as: Float.self))
    table.elements.movement.copyAdjoint(y, descriptor, x, count)
  }

  @specialized(where T == Float)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  @specialized(where T == Double)
  public func concatenate<T: Scalar>(
    _ operands: Operands, _ descriptor: Concatenation, into y: inout MutableSpan<T>
  ) {
    let y = y.address(as: T.self)
    let total = descriptor.lengths.reduce(0, +)
    var start = 0
    for k in 0..<operands.count {
      let x = operands.elements(k, as: T.self).address(as: T.self)
      let length = descriptor.lengths[k]
      copyRows(x, length, y + start, total, rows: descriptor.outer, length: length)
      start += length
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  @specialized(where T == Double)
  public func gather<T: Scalar>(
    _ table: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into y: inout MutableSpan<T>
  ) {
    let (rows, length) = (descriptor.rows, descriptor.rowLength)
    let indices = indices.address(as: Int32.self)
    let outside = T(rounding: .nan)
    if T.hasFloatSize {
      let (source, y) = (table.address(as: Float.self), y.address(as: Float.self))
      let kernel = self.table.elements.movement.gather
      let bits = unsafeBitCast(outside, to: Float.self)
      cutRows(descriptor.count, of: length, every: PieceLength.moving) {
        kernel(source, rows, length, indices + $0, bits, y + $0 * length, $1)
      }
      return
    }
    let (source, y) = (table.address(as: T.self), y.address(as: T.self))
    cutRows(descriptor.count, of: length, every: PieceLength.moving) { first, count in
      for i in first..<first + count {
        let row = Int(indices[i])
        if row >= 0 && row < rows {
          (y + i * length).update(from: source + row * length, count: length)
        } else {
          (y + i * length).update(repeating: outside, count: length)
        }
      }
    }
  }

  @specialized(where T == Float)
  public func gatherAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into table: inout MutableSpan<T>
  ) {
    guard T.self == Float.self else { return reference.gatherAdjoint(y, indices, descriptor, into: &table) }
    let (y, indices) = (y.address(as: Float.self), indices.address(as: Int32.self))
    let target = table.address(as: Float.self)
    let kernel = self.table.elements.movement.gatherAdjoint
    let (count, rows, length) = (descriptor.count, descriptor.rows, descriptor.rowLength)
    // Threads take columns, so that each adds up its own in the order of the indices.
    let columns = max(64, PieceLength.moving / max(count + rows, 1) / 16 * 16)
    cut(length, every: columns) { kernel(y + $0, indices, count, target + $0, rows, length, $1) }
  }

  @specialized(where T == Float)
  public func oneHot<T: ArithmeticScalar>(_ labels: Span<Int32>, _ rows: Rows, into y: inout MutableSpan<T>) {
    guard T.self == Float.self else { return reference.oneHot(labels, rows, into: &y) }
    let labels = labels.address(as: Int32.self)
    let y = y.address(as: Float.self)
    let length = rows.length
    let kernel = table.elements.movement.fill
    cutRows(rows.count, of: length, every: PieceLength.moving) { first, count in
      kernel(0, y + first * length, count * length)
      for row in first..<first + count {
        let label = Int(labels[row])
        if label >= 0 && label < length { y[row * length + label] = 1 }
      }
    }
  }

  @specialized(where S == Float, T == Float)
  @specialized(where S == Float, T == Int32)
  @specialized(where S == Float, T == UInt8)
  @specialized(where S == Float, T == Double)
  @specialized(where S == Int32, T == Float)
  @specialized(where S == Int32, T == UInt8)
  @specialized(where S == UInt8, T == Float)
  @specialized(where S == UInt8, T == Int32)
  @specialized(where S == Double, T == Float)
  public func cast<S: Scalar, T: Scalar>(_ x: Span<S>, into y: inout MutableSpan<T>) {
    if S.self == Float.self && T.self == Int32.self {
      convert(x, into: &y, table.elements.movement.conversions.floatToInt)
    } else if S.self == Float.self && T.self == UInt8.self {
      convert(x, into: &y, table.elements.movement.conversions.floatToByte)
    } else if S.self == Float.self && T.self == Double.self {
      convert(x, into: &y, table.elements.movement.conversions.floatToDouble)
    } else if S.self == Int32.self && T.self == Float.self {
      convert(x, into: &y, table.elements.movement.conversions.intToFloat)
    } else if S.self == Int32.self && T.self == UInt8.self {
      convert(x, into: &y, table.elements.movement.conversions.intToByte)
    } else if S.self == UInt8.self && T.self == Float.self {
      convert(x, into: &y, table.elements.movement.conversions.byteToFloat)
    } else if S.self == UInt8.self && T.self == Int32.self {
      convert(x, into: &y, table.elements.movement.conversions.byteToInt)
    } else if S.self == Double.self && T.self == Float.self {
      convert(x, into: &y, table.elements.movement.conversions.doubleToFloat)
    } else {
      reference.cast(x, into: &y)
    }
  }

  @inline(__always)
  private func convert<S: Scalar, T: Scalar, From, To>(
    _ x: Span<S>, into y: inout MutableSpan<T>, _ kernel: @escaping MovementTable.Conversion<From, To>
  ) {
    let count = y.count
    let (x, y) = (x.address(as: From.self), y.address(as: To.self))
    cut(count, every: PieceLength.moving) { kernel(x + $0, y + $0, $1) }
  }
}

extension Scalar {
  /// True for `Float` and `Int32`: kernels that only move elements need not know which.
  @inline(__always)
  fileprivate static var hasFloatSize: Bool { MemoryLayout<Self>.size == MemoryLayout<Float>.size }
}

/// y[i·rowY + j] = x[i·rowX + j] on all threads if there is much to copy.
@inline(__always)
private func copyRows<T: Scalar>(
  _ x: UnsafePointer<T>, _ rowX: Int, _ y: UnsafeMutablePointer<T>, _ rowY: Int, rows: Int, length: Int
) {
  if rows == 1 || (rowX == length && rowY == length) {
    return cut(rows * length, every: PieceLength.moving) { (y + $0).update(from: x + $0, count: $1) }
  }
  cutRows(rows, of: length, every: PieceLength.moving) { first, count in
    for row in first..<first + count { (y + row * rowY).update(from: x + row * rowX, count: length) }
  }
}
