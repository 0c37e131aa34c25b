internal import KeratinKernels
internal import KeratinSIMDTable

/// Sums over the taps of a convolution being done as products of matrices: the rows of C are places of the result, the terms of a
/// sum are read where they lie in the source.
struct CorrelationRun {
  let correlation: Correlation
  let taps: PackedTaps
  let source: PaddedSource
  /// The extents of the result.
  let result: SpatialExtents
  let table: any ProductTable.Type
  let a: UnsafePointer<Float>
  let packed: UnsafeMutablePointer<Float>
  let runs: UnsafeMutablePointer<Int>
  let c: UnsafeMutablePointer<Float>

  /// True if the taps along the width are neighbours, whose channels make one run of terms.
  private var joinsWidth: Bool { taps.convolution.groups == 1 && correlation.width.tapStep == 1 }
  private var runLength: Int { (joinsWidth ? correlation.width.taps : 1) * taps.terms }
  private var runCount: Int {
    correlation.depth.taps * correlation.height.taps * (joinsWidth ? 1 : correlation.width.taps)
  }
  private var places: Int { correlation.width.places }

  /// Some 256 KiB of packed kernels stay in the second-level cache while rows of places go by.
  private static let cachedKernels = 1 << 16
  /// The operations of a piece of work.
  private static let pieceWork = 1 << 19

  /// Does all products. `w` is the kernel as it came.
  func run(_ w: UnsafePointer<Float>) {
    let convolution = taps.convolution
    let rows = source.batch * correlation.rowCount * places
    if rows == 0 || taps.columns == 0 { return }
    taps.pack(w, correlation, source, table, into: packed)
    noteRuns()
    let work = 2 * rows * taps.columns * max(1, taps.terms * correlation.tapCount)
    let grid = BlockGrid(
      rows: rows, columns: taps.columns, rowStep: places, columnStep: taps.panelColumns,
      count: max(1, min(work / CorrelationRun.pieceWork, 64)))
    ThreadPool.run(pieces: convolution.groups * grid.count) { piece in
      let (group, index) = piece.quotientAndRemainder(dividingBy: grid.count)
      let (rows, columns) = grid[index]
      multiply(rows.lowerBound / places..<rows.upperBound / places, columns, group)
    }
  }

  /// Writes down where in the source the runs of a place begin.
  private func noteRuns() {
    var index = 0
    for z in 0..<correlation.depth.taps {
      for y in 0..<correlation.height.taps {
        for x in 0..<(joinsWidth ? min(1, correlation.width.taps) : correlation.width.taps) {
          runs[index] = correlation.distance(z, y, x, source) * source.length
          index += 1
        }
      }
    }
  }

  /// Does some rows of places and columns of one group.
  private func multiply(_ rows: Range<Int>, _ columns: Range<Int>, _ group: Int) {
    let panel = taps.panelColumns
    let chunk = max(1, CorrelationRun.cachedKernels / max(1, runLength * runCount) / panel) * panel
    let joinsRows = places <= table.stripRows
    for column in stride(from: columns.lowerBound, to: columns.upperBound, by: chunk) {
      var row = rows.lowerBound
      while row < rows.upperBound {
        let (n, inImage) = row.quotientAndRemainder(dividingBy: correlation.rowCount)
        let y = inImage % correlation.height.places
        let count = joinsRows ? min(rows.upperBound - row, correlation.height.places - y) : 1
        var block = self.block(n, inImage, column, group)
        block.m = count * places
        block.n = min(chunk, columns.upperBound - column)
        table.multiply(block)
        row += count
      }
    }
  }

  /// The product of the places from the start of a row on, of no rows and columns yet.
  private func block(_ n: Int, _ row: Int, _ column: Int, _ group: Int) -> ProductBlock {
    let terms = runLength * runCount
    let allColumns = taps.convolution.groups * taps.columns
    let packedGroup = UnsafePointer(packed) + group * taps.groupCount(correlation.tapCount)
    var block = ProductBlock(
      a: a + (correlation.rowStart(n, row, source) * source.length + group * taps.terms),
      b: packedGroup + column * terms,
      c: c + (correlation.resultStart(n, row, result) * allColumns + group * taps.columns + column))
    block.k = runLength
    block.runs = UnsafePointer(runs)
    block.runCount = runCount
    block.aStep = 1
    block.aRow = correlation.width.stride * source.length
    block.bRow = taps.panelColumns
    block.bPanel = taps.panelColumns * terms
    block.cRow = correlation.width.resultStep * allColumns
    if places <= table.stripRows {
      // One strip for each row of places.
      block.stripRows = places
      block.aStrip = correlation.height.stride * source.padded.width * source.length
      block.cStrip = correlation.height.resultStep * result.width * allColumns
    } else {
      block.stripRows = parts(of: places, by: parts(of: places, by: table.stripRows))
      block.aStrip = block.stripRows * block.aRow
    }
    return block
  }
}
