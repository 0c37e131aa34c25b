internal import KeratinKernels
internal import KeratinSIMDTable

/// A matrix within the result of a broadcast: some of the rows along its last two axes.
struct BroadcastBlock {
  let broadcast: Broadcast
  let rows: Int
  let length: Int
  /// Where the block begins in the dense result.
  let start: Int
  /// Which matrix of the result, which of its rows and which element of the row comes first.
  let matrix: Int
  let row: Int
  let element: Int

  /// How operand `index` is read.
  @inline(__always)
  func stride(_ index: Int) -> RowStride {
    let strides = broadcast.strides[index]
    switch strides.count {
    case 0: return RowStride(row: 0, step: 1)
    case 1: return RowStride(row: 0, step: strides[0])
    default: return RowStride(row: strides[strides.count - 2], step: strides[strides.count - 1])
    }
  }

  /// Where operand `index` begins.
  @inline(__always)
  func offset(_ index: Int) -> Int {
    let strides = broadcast.strides[index]
    if strides.count < 2 { return strides.isEmpty ? 0 : element * strides[0] }
    var offset = row * strides[strides.count - 2] + element * strides[strides.count - 1]
    var rest = matrix
    var axis = strides.count - 3
    while axis >= 0 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: broadcast.extents[axis])
      offset += remainder * strides[axis]
      rest = quotient
      axis -= 1
    }
    return offset
  }
}

/// Cuts the `count` elements of a broadcast's result into matrices, on all threads if there are many elements.
@inline(__always)
func forEachBlock(
  of broadcast: Broadcast, _ count: Int, every pieceLength: Int, _ body: (BroadcastBlock) -> Void
) {
  if count == 0 { return }
  let rank = broadcast.extents.count
  if rank < 2 {
    cut(count, every: pieceLength) { start, length in
      body(
        BroadcastBlock(
          broadcast: broadcast, rows: 1, length: length, start: start, matrix: 0, row: 0, element: start))
    }
    return
  }
  let (rows, length) = (broadcast.extents[rank - 2], broadcast.extents[rank - 1])
  if length >= 2 * pieceLength {
    // Few long rows: pieces of rows.
    let perRow = (length + pieceLength - 1) / pieceLength
    ThreadPool.run(pieces: count / length * perRow) { piece in
      let (row, part) = piece.quotientAndRemainder(dividingBy: perRow)
      let element = part * pieceLength
      body(
        BroadcastBlock(
          broadcast: broadcast, rows: 1, length: min(pieceLength, length - element),
          start: row * length + element, matrix: row / rows, row: row % rows, element: element))
    }
    return
  }
  cutRows(count / length, of: length, every: pieceLength) { first, total in
    // Rows first..<first + total of all matrices, matrix by matrix.
    var row = first
    while row < first + total {
      let (matrix, inner) = row.quotientAndRemainder(dividingBy: rows)
      let number = min(rows - inner, first + total - row)
      body(
        BroadcastBlock(
          broadcast: broadcast, rows: number, length: length, start: row * length, matrix: matrix, row: inner,
          element: 0))
      row += number
    }
  }
}
