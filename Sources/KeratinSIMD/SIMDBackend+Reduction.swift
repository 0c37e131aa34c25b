public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func reduce<T: ArithmeticScalar>(
    _ operation: ReduceOperation, _ x: Span<T>, _ descriptor: Reduction, into y: inout MutableSpan<T>
  ) {
    guard T.self == Float.self else { return reference.reduce(operation, x, descriptor, into: &y) }
    let count = y.count
    let (x, y) = (x.address(as: Float.self), y.address(as: Float.self))
    if count > 0 { Reducer(table.elements.reduction, operation).reduce(x, descriptor, y) }
  }

  @specialized(where T == Float)
  public func argReduce<T: ArithmeticScalar>(
    largest: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<Int32>
  ) {
    guard T.self == Float.self else { return reference.argReduce(largest: largest, x, descriptor, into: &y) }
    let (x, y) = (x.address(as: Float.self), y.address(as: Int32.self))
    let (count, inner) = (descriptor.count, descriptor.inner)
    let kernel = table.elements.reduction.argReduce
    forEachPart(of: descriptor) { first, outer, column, columns in
      kernel(
        largest, x + (first * count * inner + column), outer, count, inner, columns, y + (first * inner + column))
    }
  }

  @specialized(where T == Float)
  public func cumulative<T: ArithmeticScalar>(
    product: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<T>
  ) {
    guard T.self == Float.self else { return reference.cumulative(product: product, x, descriptor, into: &y) }
    let (x, y) = (x.address(as: Float.self), y.address(as: Float.self))
    let (count, inner) = (descriptor.count, descriptor.inner)
    let kernel = table.elements.reduction.cumulative
    forEachPart(of: descriptor) { first, outer, column, columns in
      let start = first * count * inner + column
      kernel(product, x + start, outer, count, inner, columns, y + start)
    }
  }
}

/// Cuts a tensor into blocks around the axis or, where there are few, into columns along it.
@inline(__always)
private func forEachPart(
  of descriptor: AxisReduction, _ body: (_ first: Int, _ outer: Int, _ column: Int, _ columns: Int) -> Void
) {
  let (outer, count, inner) = (descriptor.outer, descriptor.count, descriptor.inner)
  if inner == 0 || outer == 0 { return }
  if outer == 1 {
    let columns = (PieceLength.moving / max(count, 1) + 15) / 16 * 16
    cut(inner, every: max(columns, 16)) { body(0, 1, $0, $1) }
  } else {
    cutRows(outer, of: count * inner, every: PieceLength.moving) { body($0, $1, 0, inner) }
  }
}
