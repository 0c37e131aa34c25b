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
  let table: KernelTable
  /// The source: as it came, or copied whole with its margin.
  let x: UnsafePointer<Float>
  /// True if rows are copied with their margin when they are needed.
  let copiesRows: Bool
  let packed: UnsafeMutablePointer<Float>
  let runs: UnsafeMutablePointer<RunProduct.Run>
  let c: UnsafeMutablePointer<Float>
  /// What is done to the sums.
  let epilogue: Epilogue

  /// True if the taps along the width are neighbours, whose channels make one run of terms.
  private var joinsWidth: Bool { taps.convolution.groups == 1 && correlation.width.tapStep == 1 }
  private var runLength: Int { (joinsWidth ? correlation.width.taps : 1) * taps.terms }
  /// The runs of the taps along the width.
  private var runsPerLine: Int { joinsWidth ? min(1, correlation.width.taps) : correlation.width.taps }
  private var runCount: Int { correlation.depth.taps * correlation.height.taps * runsPerLine }
  private var places: Int { correlation.width.places }

  /// Some 256 KiB of packed kernels stay in the second-level cache while rows of places go by, and as much of the source.
  private static let cached = 1 << 16
  /// The operations of a piece of work.
  private static let pieceWork = 1 << 19

  /// The rows of results that are done at a time where their source is copied for them.
  private static func rowsAtOnce(_ source: PaddedSource, _ correlation: Correlation) -> Int {
    source.resultRows(seeing: cached, of: correlation)
  }

  /// True if the source had better be copied whole, before the run.
  static func copiesWhole(_ source: PaddedSource, _ correlation: Correlation) -> Bool {
    source.isCopiedOften(for: rowsAtOnce(source, correlation), of: correlation)
  }

  /// Does all products. `w` is the kernel as it came.
  func run(_ w: UnsafePointer<Float>) {
    let convolution = taps.convolution
    let rows = source.batch * correlation.rowCount
    if rows * places == 0 || taps.columns == 0 { return }
    taps.pack(w, correlation, source, table.products, into: packed)
    noteRuns()
    let terms = convolution.groups * max(1, taps.terms * correlation.tapCount)
    let work = 2 * rows * places * taps.columns * terms
    // Neighbouring planes see the same planes of the source: they are not torn apart.
    let rowsTogether = correlation.depth.taps > 1 ? correlation.height.places : 1
    let grid = BlockGrid(
      rows: rows * places, columns: taps.columns, rowStep: rowsTogether * places, columnStep: taps.panelColumns,
      count: max(1, min(work / CorrelationRun.pieceWork, 64)))
    ThreadPool.run(pieces: grid.count) { piece in
      let (rows, columns) = grid[piece]
      multiply(rows.lowerBound / places..<rows.upperBound / places, columns)
    }
  }

  /// Writes down where the runs of a place begin, in the source and among the packed rows: line by line, so that those lines that are
  /// there for a row of places are neighbours.
  private func noteRuns() {
    var index = 0
    for y in 0..<correlation.height.taps {
      for z in 0..<correlation.depth.taps {
        for x in 0..<runsPerLine {
          let packedRow = ((z * correlation.height.taps + y) * runsPerLine + x) * runLength
          runs[index] = RunProduct.Run(
            a: correlation.distance(z, y, x, source) * source.length, b: packedRow * taps.panelColumns)
          index += 1
        }
      }
    }
  }

  /// Does some rows of places and columns of all groups.
  private func multiply(_ rows: Range<Int>, _ columns: Range<Int>) {
    let rowsAtOnce = CorrelationRun.rowsAtOnce(source, correlation)
    let panel = taps.panelColumns
    let columnsAtOnce = max(1, CorrelationRun.cached / max(1, runLength * runCount) / panel) * panel
    var row = rows.lowerBound
    while row < rows.upperBound {
      let range = row..<(copiesRows ? min(row + rowsAtOnce, rows.upperBound) : rows.upperBound)
      let a = copiesRows ? source.address(x, rows: range, of: correlation, table.elements.movement) : x
      for group in 0..<taps.convolution.groups {
        for column in stride(from: columns.lowerBound, to: columns.upperBound, by: columnsAtOnce) {
          multiply(range, column..<min(column + columnsAtOnce, columns.upperBound), group, a)
        }
      }
      row = range.upperBound
    }
  }

  /// Does some rows of places whose source is at `a`, and columns whose kernels stay in the cache.
  private func multiply(_ rows: Range<Int>, _ columns: Range<Int>, _ group: Int, _ a: UnsafePointer<Float>) {
    let stripRows = columns.count <= table.spatial.lanes ? table.spatial.tileSums : table.spatial.tileSums / 2
    let joinsRows = places <= stripRows
    var row = rows.lowerBound
    while row < rows.upperBound {
      let (n, inImage) = row.quotientAndRemainder(dividingBy: correlation.rowCount)
      let y = inImage % correlation.height.places
      let seen = correlation.height.taps(at: y)
      var count = 1
      if joinsRows {
        let limit = min(rows.upperBound - row, correlation.height.places - y)
        while count < limit, correlation.height.taps(at: y + count) == seen { count += 1 }
      }
      var product = self.product(n, inImage, columns.lowerBound, group, a)
      product.runs += seen.lowerBound * correlation.depth.taps * runsPerLine
      product.runCount = seen.count * correlation.depth.taps * runsPerLine
      product.m = count * places
      product.n = columns.count
      if joinsRows {
        // One strip for each row of places.
        product.stripRows = places
        product.aStrip = correlation.height.stride * source.padded.width * source.length
        product.cStrip = correlation.height.resultStep * result.width * taps.convolution.groups * taps.columns
      } else {
        product.stripRows = parts(of: places, by: parts(of: places, by: stripRows))
        product.aStrip = product.stripRows * product.aStride
        product.cStrip = product.stripRows * product.cRow
      }
      table.spatial.multiplyPlaces(product)
      row += count
    }
  }

  /// The product of the places from the start of a row on, of no rows and columns yet.
  private func product(
    _ n: Int, _ row: Int, _ column: Int, _ group: Int, _ a: UnsafePointer<Float>
  ) -> RunProduct {
    let terms = runLength * runCount
    let allColumns = taps.convolution.groups * taps.columns
    let packedGroup = UnsafePointer(packed) + group * taps.groupCount(correlation.tapCount)
    let element = correlation.resultStart(n, row, result) * allColumns + group * taps.columns + column
    var product = RunProduct(
      runs: UnsafePointer(runs), a: a + (correlation.rowStart(n, row, source) * source.length + group * taps.terms),
      b: packedGroup + column * terms, c: c + element)
    product.k = runLength
    product.aStride = correlation.width.stride * source.length
    product.bRow = taps.panelColumns
    product.bPanel = taps.panelColumns * terms
    product.cRow = correlation.width.resultStep * allColumns
    product.epilogue = epilogue.advanced(element: element, column: group * taps.columns + column)
    return product
  }
}
