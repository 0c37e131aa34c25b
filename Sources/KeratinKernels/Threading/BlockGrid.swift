/// A matrix cut into blocks, the pieces of work of a product: by its shape alone, never by the number of threads.
public struct BlockGrid: Sendable {
  @usableFromInline let rows: Int
  @usableFromInline let columns: Int
  @usableFromInline let rowStep: Int
  @usableFromInline let columnStep: Int
  @usableFromInline let rowSteps: Int
  @usableFromInline let columnSteps: Int
  @usableFromInline var rowBlocks = 1
  @usableFromInline var columnBlocks = 1

  /// About `count` blocks of a `rows` × `columns` matrix, as square as they can be; they begin at multiples of `rowStep` and
  /// `columnStep`.
  @inlinable public init(rows: Int, columns: Int, rowStep: Int, columnStep: Int, count: Int) {
    self.rows = rows
    self.columns = columns
    self.rowStep = rowStep
    self.columnStep = columnStep
    // Of a product that stays whole, as most do, the steps are not counted: that would take two divisions.
    rowSteps = count > 1 ? parts(of: rows, by: rowStep) : 1
    columnSteps = count > 1 ? parts(of: columns, by: columnStep) : 1
    while rowBlocks * columnBlocks < count {
      let canSplitRows = 2 * rowBlocks <= rowSteps
      let canSplitColumns = 2 * columnBlocks <= columnSteps
      if canSplitRows && (rows / rowBlocks > columns / columnBlocks || !canSplitColumns) {
        rowBlocks *= 2
      } else if canSplitColumns {
        columnBlocks *= 2
      } else {
        break
      }
    }
  }

  /// At most `rowBlocks` × `columnBlocks` blocks of about the same size; they begin at multiples of `rowStep` and `columnStep`.
  @inlinable public init(
    rows: Int, columns: Int, rowStep: Int, columnStep: Int, rowBlocks: Int, columnBlocks: Int
  ) {
    self.rows = rows
    self.columns = columns
    self.rowStep = rowStep
    self.columnStep = columnStep
    rowSteps = parts(of: rows, by: rowStep)
    columnSteps = parts(of: columns, by: columnStep)
    self.rowBlocks = max(1, min(rowBlocks, rowSteps))
    self.columnBlocks = max(1, min(columnBlocks, columnSteps))
  }

  /// The number of blocks, at least 1.
  @inlinable public var count: Int { rowBlocks * columnBlocks }

  /// The rows and columns of a block.
  @inlinable public subscript(index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    if count == 1 { return (0..<rows, 0..<columns) }
    let (row, column) = index.quotientAndRemainder(dividingBy: columnBlocks)
    return (
      min(rows, rowSteps * row / rowBlocks * rowStep)..<min(rows, rowSteps * (row + 1) / rowBlocks * rowStep),
      min(
        columns, columnSteps * column / columnBlocks * columnStep)..<min(
          columns, columnSteps * (column + 1) / columnBlocks * columnStep)
    )
  }
}

/// The parts of at most `size` that `count` falls into.
///
/// Most products are small, and a division takes as long as a dozen of their multiplications.
@inlinable @inline(__always)
package func parts(of count: Int, by size: Int) -> Int {
  count <= size ? (count > 0 ? 1 : 0) : (count &+ size &- 1) / size
}
