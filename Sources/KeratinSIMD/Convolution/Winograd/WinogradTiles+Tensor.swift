internal import KeratinKernels
internal import KeratinSIMDTable

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
