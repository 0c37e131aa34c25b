public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func unary<T: FloatingScalar>(_ operation: UnaryOperation, _ x: Span<T>, into y: inout MutableSpan<T>) {
    guard T.self == Float.self else { return reference.unary(operation, x, into: &y) }
    let count = y.count
    let (x, y) = (x.address(as: Float.self), y.address(as: Float.self))
    let kernel = table.elements.elementwise.unary
    cut(count, every: operation.pieceLength) { kernel(operation, x + $0, y + $0, $1) }
  }

  @specialized(where T == Float)
  public func binary<T: ArithmeticScalar>(
    _ operation: BinaryOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    guard T.self == Float.self else { return reference.binary(operation, a, b, broadcast, into: &y) }
    let (a, b) = (a.address(as: Float.self), b.address(as: Float.self))
    let count = y.count
    let y = y.address(as: Float.self)
    let kernel = table.elements.elementwise.binary
    forEachBlock(of: broadcast, count, every: operation.pieceLength) { block in
      let (strideA, strideB) = (block.stride(0), block.stride(1))
      kernel(
        operation, a + block.offset(0), strideA, b + block.offset(1), strideB, y + block.start, block.rows,
        block.length)
    }
  }

  @specialized(where T == Float)
  public func compare<T: ArithmeticScalar>(
    _ operation: CompareOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast,
    into y: inout MutableSpan<UInt8>
  ) {
    guard T.self == Float.self else { return reference.compare(operation, a, b, broadcast, into: &y) }
    let (a, b) = (a.address(as: Float.self), b.address(as: Float.self))
    let count = y.count
    let y = y.address(as: UInt8.self)
    let kernel = table.elements.elementwise.compare
    forEachBlock(of: broadcast, count, every: PieceLength.moving) { block in
      let (strideA, strideB) = (block.stride(0), block.stride(1))
      kernel(
        operation, a + block.offset(0), strideA, b + block.offset(1), strideB, y + block.start, block.rows,
        block.length)
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Int32)
  public func select<T: Scalar>(
    _ condition: Span<UInt8>, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    guard MemoryLayout<T>.size == MemoryLayout<Float>.size else {
      return reference.select(condition, a, b, broadcast, into: &y)
    }
    let condition = condition.address(as: UInt8.self)
    let (a, b) = (a.address(as: Float.self), b.address(as: Float.self))
    let count = y.count
    let y = y.address(as: Float.self)
    let kernel = table.elements.elementwise.select
    forEachBlock(of: broadcast, count, every: PieceLength.moving) { block in
      kernel(
        condition + block.offset(0), block.stride(0), a + block.offset(1), block.stride(1), b + block.offset(2),
        block.stride(2), y + block.start, block.rows, block.length)
    }
  }
}

extension UnaryOperation {
  /// The elements in a piece of work.
  var pieceLength: Int {
    switch self {
    case .negate, .abs, .sign, .square, .sqrt, .rsqrt, .reciprocal, .relu, .floor, .ceil, .round: PieceLength.moving
    case .sin, .cos, .tan: PieceLength.laborious
    default: PieceLength.computing
    }
  }
}

extension BinaryOperation {
  /// The elements in a piece of work.
  var pieceLength: Int {
    switch self {
    case .power, .floorMod: PieceLength.laborious
    case .atan2: PieceLength.computing
    default: PieceLength.moving
    }
  }
}
