internal import KeratinKernels
internal import KeratinSIMDTable

/// A convolution, or a gradient by the input, being done by Winograd's F(2×2, 3×3): blocks of tiles are transformed into the thread's memory,
/// multiplied there with the transformed kernels, and transformed back.
struct WinogradRun {
  let kernels: WinogradKernels
  let tiling: WinogradTiling
  /// The extents of the source, and how far it is seen before its first place.
  let source: SpatialExtents
  let padding: SpatialExtents
  let table: KernelTable
  let x: UnsafePointer<Float>
  /// The transformed kernels.
  let transformed: UnsafeMutablePointer<Float>
  let y: UnsafeMutablePointer<Float>
  /// What is done to the sums.
  let epilogue: Epilogue

  /// The floats that the transformed tiles of source and result should take: with the kernels of some channels they stay in the second-level
  /// cache.
  private static let cached = 1 << 17
  /// The operations of a piece of work.
  private static let pieceWork = 1 << 19
  /// The pieces that are wanted even if their blocks are small ones, with so many tiles and columns at least.
  private static let wanted = 8
  private static let fewestTiles = 8
  private static let fewestColumns = 32
  /// Tiles in whole strips of any product, narrow or wide.
  private static let strip = 24

  /// The tiles of a block.
  private var tilesAtOnce: Int {
    let tiles = WinogradRun.cached / (16 * (kernels.terms + kernels.columns))
    return min(max(1, tiles / WinogradRun.strip), 2) * WinogradRun.strip
  }

  /// The columns whose sums are in the thread's memory at a time.
  private var columnsAtOnce: Int {
    let columns = WinogradRun.cached / (16 * tilesAtOnce)
    return max(1, columns / kernels.panelColumns) * kernels.panelColumns
  }

  /// Does all of it. `w` are the kernels as they came.
  func run(_ w: UnsafePointer<Float>) {
    kernels.transform(w, table, into: transformed)
    let pieces = max(1, min(32 * tiling.count * kernels.terms * kernels.columns / WinogradRun.pieceWork, 64))
    let small = min(WinogradRun.wanted, parts(of: tiling.count, by: WinogradRun.fewestTiles))
    let rowBlocks = min(pieces, max(small, parts(of: tiling.count, by: tilesAtOnce)))
    // Each block of columns transforms the source anew.
    let most = max(1, kernels.columns / WinogradRun.fewestColumns)
    let columnBlocks = min(parts(of: min(pieces, WinogradRun.wanted), by: rowBlocks), most)
    let grid = BlockGrid(
      rows: tiling.count, columns: kernels.columns, rowStep: 1, columnStep: kernels.panelColumns,
      rowBlocks: rowBlocks, columnBlocks: columnBlocks)
    ThreadPool.run(pieces: grid.count) { piece in
      let (tiles, columns) = grid[piece]
      multiply(tiles, columns)
    }
  }

  /// Does some tiles and columns.
  private func multiply(_ tiles: Range<Int>, _ columns: Range<Int>) {
    // Blocks as even as they can be.
    let tilesAtOnce = parts(of: tiles.count, by: parts(of: tiles.count, by: tilesAtOnce))
    let columnsAtOnce = min(columnsAtOnce, columns.count)
    let input = WinogradBlock(tiles: tilesAtOnce, channels: kernels.terms)
    let sums = WinogradBlock(tiles: tilesAtOnce, channels: columnsAtOnce)
    let v = ThreadPool.threadMemory(16 * (input.elementStride + sums.elementStride), of: Float.self)
    let m = v + 16 * input.elementStride
    for first in stride(from: tiles.lowerBound, to: tiles.upperBound, by: tilesAtOnce) {
      let block = first..<min(first + tilesAtOnce, tiles.upperBound)
      tiling.forEachRun(block) { offset, n, y, x, count in
        table.winograd.transformInput(
          WinogradTiles(
            count, self.x, source, channels: kernels.terms, 0..<kernels.terms, n: n, y: y - padding.height,
            x: x - padding.width, into: v, input, offset: offset))
      }
      for column in stride(from: columns.lowerBound, to: columns.upperBound, by: columnsAtOnce) {
        let range = column..<min(column + columnsAtOnce, columns.upperBound)
        multiply(v, input, block.count, range, into: m, sums)
        tiling.forEachRun(block) { offset, n, y, x, count in
          let place = ((n * tiling.extents.height + y) * tiling.extents.width + x) * kernels.columns + range.lowerBound
          table.winograd.transformResult(
            WinogradTiles(
              count, UnsafePointer(self.y), tiling.extents, channels: kernels.columns, range, n: n, y: y, x: x, into: m,
              sums, offset: offset),
            epilogue.advanced(element: place, column: range.lowerBound))
        }
      }
    }
  }

  /// The 16 products of a block's tiles with the kernels of some columns.
  private func multiply(
    _ v: UnsafePointer<Float>, _ input: WinogradBlock, _ tiles: Int, _ columns: Range<Int>,
    into m: UnsafeMutablePointer<Float>, _ sums: WinogradBlock
  ) {
    let stripRows = columns.count <= table.spatial.lanes ? table.spatial.tileSums : table.spatial.tileSums / 2
    let panel = UnsafePointer(transformed) + columns.lowerBound / kernels.panelColumns * kernels.panelCount
    withUnsafePointer(to: RunProduct.Run(a: 0, b: 0)) { run in
      var product = RunProduct(runs: run, a: v, b: panel, c: m)
      product.runCount = 1
      product.m = tiles
      product.n = columns.count
      product.k = kernels.terms
      product.aStride = input.tileStride
      product.stripRows = parts(of: tiles, by: parts(of: tiles, by: stripRows))
      product.aStrip = product.stripRows * product.aStride
      product.bRow = kernels.panelColumns
      product.bPanel = kernels.panelCount
      product.cRow = sums.tileStride
      product.cStrip = product.stripRows * product.cRow
      for _ in 0..<16 {
        table.spatial.multiplyPlaces(product)
        product.a += input.elementStride
        product.b += kernels.elementCount
        product.c += sums.elementStride
      }
    }
  }
}

extension WinogradRun {
  /// The convolution itself, or its gradient by the input.
  init(
    _ kernels: WinogradKernels, _ table: KernelTable, _ x: UnsafePointer<Float>,
    transformed: UnsafeMutablePointer<Float>, into y: UnsafeMutablePointer<Float>, _ epilogue: Epilogue
  ) {
    let window = kernels.convolution.window
    let (isTransposed, padding) = (kernels.isTransposed, window.padding)
    self.init(
      kernels: kernels,
      tiling: WinogradTiling(batch: window.batch, extents: isTransposed ? window.input : window.output),
      source: isTransposed ? window.output : window.input,
      padding: isTransposed
        ? SpatialExtents(depth: 0, height: 2 - padding.height, width: 2 - padding.width) : padding,
      table: table, x: x, transformed: transformed, y: y, epilogue: epilogue)
  }
}
