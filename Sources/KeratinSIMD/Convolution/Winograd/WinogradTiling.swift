internal import KeratinKernels

/// A tensor's places in rows of tiles of 2 × 2, the last of which may jut out.
struct WinogradTiling {
  let batch: Int
  /// The places that the tiles cover.
  let extents: SpatialExtents

  private var rows: Int { parts(of: extents.height, by: 2) }
  private var columns: Int { parts(of: extents.width, by: 2) }
  /// The tiles of all images.
  var count: Int { batch * rows * columns }

  /// Calls `body` for the neighbours in one row among `tiles`, with the number of the first one in `tiles`, its image, the first place it
  /// covers, and their count.
  func forEachRun(
    _ tiles: Range<Int>, _ body: (_ offset: Int, _ n: Int, _ y: Int, _ x: Int, _ count: Int) -> Void
  ) {
    var tile = tiles.lowerBound
    while tile < tiles.upperBound {
      let (row, column) = tile.quotientAndRemainder(dividingBy: columns)
      let (n, y) = row.quotientAndRemainder(dividingBy: rows)
      let count = min(columns - column, tiles.upperBound - tile)
      body(tile - tiles.lowerBound, n, 2 * y, 2 * column, count)
      tile += count
    }
  }
}
