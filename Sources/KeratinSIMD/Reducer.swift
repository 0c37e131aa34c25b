internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

/// Cuts a reduction into rows and columns for the kernels.
///
/// How partial results are combined depends on the shape alone, never on the number of threads.
struct Reducer {
  private let operation: ReduceOperation
  private let rowKernel: ReductionTable.ReduceRows
  private let columnKernel: ReductionTable.ReduceColumns

  @inline(__always)
  init(_ table: borrowing ReductionTable, _ operation: ReduceOperation) {
    self.operation = operation
    rowKernel = table.reduceRows
    columnKernel = table.reduceColumns
  }

  /// y = operation over the reduced axes of x; y is not empty.
  func reduce(_ x: UnsafePointer<Float>, _ descriptor: Reduction, _ y: UnsafeMutablePointer<Float>) {
    let extents = descriptor.extents
    switch extents.count {
    case 0: y[0] = x[0]
    case 1 where descriptor.isReduced[0]: reduceRows(x, 1, extents[0], y)
    case 1: y.update(from: x, count: extents[0])
    case 2 where descriptor.isReduced[0]: reduceColumns(x, extents[0], extents[1], y)
    case 2: reduceRows(x, extents[0], extents[1], y)
    default: reduceNested(x, descriptor, y)
    }
  }

  /// Each row to one element.
  private func reduceRows(_ x: UnsafePointer<Float>, _ rows: Int, _ length: Int, _ y: UnsafeMutablePointer<Float>) {
    if length >= 4 * PieceLength.moving && rows < 8 {
      for row in 0..<rows { y[row] = reduceLongRow(x + row * length, length) }
      return
    }
    cutRows(rows, of: length, every: PieceLength.moving) {
      rowKernel(operation, x + $0 * length, $1, length, ReductionNest(extent: length, stride: 1), y + $0)
    }
  }

  /// A row that is worth several threads, by way of at most 64 partial results.
  private func reduceLongRow(_ x: UnsafePointer<Float>, _ length: Int) -> Float {
    let part = max(PieceLength.moving, (length + 63) / 64)
    let parts = (length + part - 1) / part
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: 65) { partial in
      let partial = partial.baseAddress!
      ThreadPool.run(pieces: parts) { index in
        let start = index * part
        let count = min(part, length - start)
        rowKernel(partialOperation, x + start, 1, count, ReductionNest(extent: count, stride: 1), partial + index)
      }
      rowKernel(partialOperation, partial, 1, parts, ReductionNest(extent: parts, stride: 1), partial + 64)
      return operation == .mean ? partial[64] / Float(length) : partial[64]
    }
  }

  /// What makes partial results, and one result of them.
  private var partialOperation: ReduceOperation { operation == .mean ? .sum : operation }

  /// Each column to one element.
  private func reduceColumns(
    _ x: UnsafePointer<Float>, _ rows: Int, _ columns: Int, _ y: UnsafeMutablePointer<Float>
  ) {
    if columns <= 128 && rows * columns >= 4 * PieceLength.moving {
      return reduceTallColumns(x, rows, columns, y)
    }
    let width = max(32, PieceLength.moving / max(rows, 1) / 32 * 32)
    let nest = ReductionNest(extent: rows, stride: columns)
    cut(columns, every: width) { columnKernel(operation, x + $0, $1, nest, y + $0) }
  }

  /// Few columns that are worth several threads, by way of at most 16 partial results.
  private func reduceTallColumns(
    _ x: UnsafePointer<Float>, _ rows: Int, _ columns: Int, _ y: UnsafeMutablePointer<Float>
  ) {
    let part = max(PieceLength.moving / columns, (rows + 15) / 16)
    let parts = (rows + part - 1) / part
    var memory = vector_partial_rows()
    withUnsafeMutableBytes(of: &memory) { memory in
      let partial = memory.baseAddress!.assumingMemoryBound(to: Float.self)
      ThreadPool.run(pieces: parts) { index in
        let first = index * part
        let nest = ReductionNest(extent: min(part, rows - first), stride: columns)
        columnKernel(partialOperation, x + first * columns, columns, nest, partial + index * columns)
      }
      columnKernel(partialOperation, partial, columns, ReductionNest(extent: parts, stride: columns), y)
    }
    if operation == .mean {
      for column in 0..<columns { y[column] /= Float(rows) }
    }
  }

  /// Kept and reduced axes in turn, at least three.
  private func reduceNested(_ x: UnsafePointer<Float>, _ descriptor: Reduction, _ y: UnsafeMutablePointer<Float>) {
    let rank = descriptor.extents.count
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * rank) { memory in
      let axes = NestedAxes(descriptor, memory.baseAddress!)
      let nest = axes.nest
      let results = axes.resultsAPlace
      cutRows(axes.kept.size, of: nest.extent * axes.outerReducedSize * results, every: PieceLength.moving) {
        first, count in
        for place in first..<first + count {
          let source = x + axes.kept.offset(place)
          if axes.areRows {
            rowKernel(operation, source, results, axes.rowStride, nest, y + place * results)
          } else {
            columnKernel(operation, source, results, nest, y + place * results)
          }
        }
      }
    }
  }
}
