internal import KeratinKernels

/// How many elements make a piece of work worth handing to another thread: some 15 µs of it.
enum PieceLength {
  /// Kernels that wait for memory.
  static let moving = 32_768
  /// Kernels with an exponential or so for each element.
  static let computing = 16_384
  /// Kernels that compute in Double.
  static let laborious = 4_096
}

/// Calls `body` with the start and length of pieces of `count` elements, on all threads if there are at least two of
/// `length`. Pieces depend on these numbers alone; they begin at multiples of `length`.
@inline(__always)
func cut(_ count: Int, every length: Int, _ body: (_ start: Int, _ count: Int) -> Void) {
  if count < 2 * length {
    if count > 0 { body(0, count) }
    return
  }
  ThreadPool.run(pieces: (count + length - 1) / length) { piece in
    let start = piece * length
    body(start, min(length, count - start))
  }
}

/// The same for `count` rows of `rowLength` elements: pieces of whole rows, a multiple of `multiple`, with at least
/// `length` elements.
@inline(__always)
func cutRows(
  _ count: Int, of rowLength: Int, every length: Int, multiple: Int = 1,
  _ body: (_ start: Int, _ count: Int) -> Void
) {
  let rows = (length + rowLength - 1) / max(rowLength, 1)
  cut(count, every: (max(rows, 1) + multiple - 1) / multiple * multiple, body)
}
