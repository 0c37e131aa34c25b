internal import KeratinKernels
internal import KeratinSIMDTable

/// The gradient of a convolution by its kernels being done by Winograd's F(3×3, 2×2): tiles of the input and of dy are transformed into the
/// thread's memory, multiplied there over the tiles, and the sums of all tiles transformed back.
struct WinogradKernelGradientRun {
  let convolution: Convolution
  /// The tiles of dy.
  let tiling: WinogradTiling
  let cuts: WinogradKernelGradientCuts
  let table: KernelTable
  let x: UnsafePointer<Float>
  let dy: UnsafePointer<Float>
  let dw: UnsafeMutablePointer<Float>
  /// For each part the 16 elements of all transformed kernels.
  let sums: UnsafeMutablePointer<Float>

  private var channels: Int { convolution.channels }
  private var filters: Int { convolution.filters }
  /// The floats of one element of all kernels.
  private var elementCount: Int { channels * filters }

  /// Does all of it; the parts are added up in their order.
  func run() {
    let lineBlocks = WinogradKernelGradientCuts.lines / cuts.linesAtOnce
    ThreadPool.run(pieces: cuts.pieces) { piece in
      let (rest, columnBlock) = piece.quotientAndRemainder(dividingBy: cuts.columnBlocks)
      let (part, lineBlock) = rest.quotientAndRemainder(dividingBy: lineBlocks)
      multiply(part, lineBlock * cuts.linesAtOnce..<(lineBlock + 1) * cuts.linesAtOnce, columnBlock)
    }
    let partCount = 16 * elementCount
    let accumulate = table.elements.movement.accumulate
    cut(elementCount, every: PieceLength.moving / (16 * cuts.parts)) { start, count in
      for part in 1..<max(1, cuts.parts) {
        for element in 0..<16 {
          let place = element * elementCount + start
          accumulate(UnsafePointer(sums) + (part * partCount + place), sums + place, 1, count)
        }
      }
      table.winograd.transformKernelGradient(
        UnsafePointer(sums) + start, elementStride: elementCount, count: count, into: dw + start,
        tapStride: elementCount)
    }
  }

  /// Does the sums of some lines over one part of the tiles, for some filters.
  private func multiply(_ part: Int, _ lines: Range<Int>, _ columnBlock: Int) {
    let tiles = tiling.count * part / cuts.parts..<tiling.count * (part + 1) / cuts.parts
    let panels = parts(of: filters, by: table.products.panelColumns)
    let columns =
      panels * columnBlock / cuts.columnBlocks
      * table.products.panelColumns..<min(
        filters, panels * (columnBlock + 1) / cuts.columnBlocks * table.products.panelColumns)
    let input = WinogradBlock(tiles: cuts.tilesAtOnce, channels: channels)
    let gradient = WinogradBlock(tiles: cuts.tilesAtOnce, channels: columns.count)
    let v = ThreadPool.threadMemory(4 * (input.elementStride + gradient.elementStride), of: Float.self)
    let d = v + 4 * input.elementStride
    for first in stride(from: tiles.lowerBound, to: tiles.upperBound, by: cuts.tilesAtOnce) {
      let block = first..<min(first + cuts.tilesAtOnce, tiles.upperBound)
      for line in lines {
        transform(block, line, columns, v, input, d, gradient)
        multiply(
          v, input, d, gradient, block.count, columns.count,
          into: sums + ((part * 16 + 4 * line) * elementCount + columns.lowerBound),
          accumulates: first > tiles.lowerBound)
      }
    }
  }

  /// Transforms one line of a block's tiles of the input and, of some filters, of dy.
  private func transform(
    _ tiles: Range<Int>, _ line: Int, _ columns: Range<Int>, _ v: UnsafeMutablePointer<Float>, _ input: WinogradBlock,
    _ d: UnsafeMutablePointer<Float>, _ gradient: WinogradBlock
  ) {
    let window = convolution.window
    tiling.forEachRun(tiles) { offset, n, y, x, count in
      table.winograd.transformInput(
        WinogradTiles(
          count, self.x, window.input, channels: channels, 0..<channels, n: n, y: y - window.padding.height,
          x: x - window.padding.width, into: v, input, offset: offset), line: line)
      table.winograd.transformGradient(
        WinogradTiles(
          count, dy, tiling.extents, channels: filters, columns, n: n, y: y, x: x, into: d, gradient, offset: offset),
        line: line)
    }
  }

  /// The four products over a block's tiles.
  private func multiply(
    _ v: UnsafePointer<Float>, _ input: WinogradBlock, _ d: UnsafePointer<Float>, _ gradient: WinogradBlock,
    _ tiles: Int, _ columns: Int, into target: UnsafeMutablePointer<Float>, accumulates: Bool
  ) {
    let stripRows = columns <= table.spatial.lanes ? table.spatial.tileSums : table.spatial.tileSums / 2
    withUnsafePointer(to: RunProduct.Run(a: 0, b: 0)) { run in
      var product = RunProduct(runs: run, a: v, b: d, c: target)
      product.runCount = 1
      product.m = channels
      product.n = columns
      product.k = tiles
      product.aStride = input.tileStride
      product.stripRows = parts(of: channels, by: parts(of: channels, by: stripRows))
      product.aStrip = product.stripRows
      product.bRow = gradient.tileStride
      product.bPanel = table.products.panelColumns
      product.cRow = filters
      product.cStrip = product.stripRows * filters
      product.accumulates = accumulates
      for _ in 0..<WinogradKernelGradientCuts.lines {
        table.spatial.multiplyChannels(product)
        product.a += input.elementStride
        product.b += gradient.elementStride
        product.c += elementCount
      }
    }
  }
}
