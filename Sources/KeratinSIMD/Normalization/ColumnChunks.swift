internal import KeratinKernels

/// A matrix cut into chunks of rows that stay in the first-level cache, for sums along its columns.
///
/// Each chunk leaves two numbers a column in Double; they are combined in the chunks' order, so that the result is the same for any
/// number of threads.
struct ColumnChunks {
  let rows: Int
  let columns: Int
  /// Rows of a chunk: 16 KB, 16 rows at least.
  let chunkRows: Int

  init(_ descriptor: ColumnNormalization) {
    (rows, columns) = (descriptor.rows, descriptor.columns)
    chunkRows = max(4096 / max(columns, 1) / 16 * 16, 16)
  }

  var count: Int { (rows + chunkRows - 1) / chunkRows }
  /// The numbers that all chunks leave.
  var partialCount: Int { 2 * count * columns }

  /// Calls `body` with the first row and the rows of each chunk, and where its numbers go, on all threads.
  func forEach(
    _ partials: UnsafeMutablePointer<Double>,
    _ body: (_ row: Int, _ rows: Int, _ partial: UnsafeMutablePointer<Double>) -> Void
  ) {
    cutRows(rows, of: columns, every: PieceLength.moving, multiple: chunkRows) { start, count in
      var row = start
      while row < start + count {
        let length = min(chunkRows, start + count - row)
        body(row, length, partials + 2 * columns * (row / chunkRows))
        row += length
      }
    }
  }
}
