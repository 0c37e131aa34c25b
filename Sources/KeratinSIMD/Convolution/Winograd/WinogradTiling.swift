internal import KeratinKernels
internal import KeratinSIMDTable

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

/// Where the transformed elements of a block of tiles lie, in a thread's memory.
struct WinogradBlock {
  /// The distance between tiles: channels in whole registers of any instruction set.
  let tileStride: Int
  let elementStride: Int

  init(tiles: Int, channels: Int) {
    tileStride = parts(of: channels, by: 16) * 16
    // Elements a power of two apart would compete for one set of the first-level cache.
    elementStride = tiles * tileStride + 16
  }
}

extension WinogradTiles {
  /// `count` neighbours of a tensor from row `y` and column `x` of image `n` on, some of which may lie outside; of its channels those
  /// in `range`. They become the tiles from `offset` on of a block at `transformed`.
  init(
    _ count: Int, _ tensor: UnsafePointer<Float>, _ extents: SpatialExtents, channels: Int, _ range: Range<Int>, n: Int,
    y: Int, x: Int, into transformed: UnsafeMutablePointer<Float>, _ block: WinogradBlock, offset: Int
  ) {
    let row = extents.width * channels
    let place = ((n * extents.height + y) * extents.width + x) * channels + range.lowerBound
    self.init(
      count: count, channels: range.count, place: UnsafeMutablePointer(mutating: tensor + place), rowStride: row,
      columnStride: channels, endRow: extents.height - y, endColumn: extents.width - x,
      transformed: transformed + offset * block.tileStride, elementStride: block.elementStride,
      tileStride: block.tileStride)
    firstRow = -y
    firstColumn = -x
  }
}
