internal import KeratinKernels
internal import KeratinSIMDTable

/// The gradient of a convolution by its kernels being computed as products of matrices: the rows of C are channels seen by a tap, its
/// columns filters, and the terms of a sum the places of the result.
struct KernelGradientRun {
  let convolution: Convolution
  let correlation: Correlation
  let source: PaddedSource
  let cuts: KernelGradientCuts
  let table: KernelTable
  let x: UnsafePointer<Float>
  let dy: UnsafePointer<Float>
  /// Where in the source and in dy the rows of places begin: for each tap along the height those for which its source is there.
  let runs: UnsafeMutablePointer<RunProduct.Run>
  let dw: UnsafeMutablePointer<Float>
  /// The sums of all parts but the first.
  let partial: UnsafeMutablePointer<Float>

  private var places: Int { correlation.width.places }
  private var rows: Int { source.batch * correlation.rowCount }
  private var allFilters: Int { convolution.groups * convolution.filters }

  /// Does all products, and adds up the parts in their order.
  func run() {
    noteRuns()
    let pieces = cuts.parts * cuts.tapGroups * cuts.columnBlocks
    ThreadPool.run(pieces: pieces) { piece in
      let (rest, columnBlock) = piece.quotientAndRemainder(dividingBy: cuts.columnBlocks)
      let (part, tapGroup) = rest.quotientAndRemainder(dividingBy: cuts.tapGroups)
      multiply(part, tapGroup, columnBlock)
    }
    let count = convolution.kernelCount
    let accumulate = table.elements.movement.accumulate
    cut(cuts.parts > 1 ? count : 0, every: PieceLength.moving) { start, length in
      for part in 1..<cuts.parts { accumulate(partial + ((part - 1) * count + start), dw + start, 1, length) }
    }
  }

  private func noteRuns() {
    for tap in 0..<correlation.height.taps {
      var run = runs + tap * rows
      let seeing = correlation.height.places(of: tap)
      for plane in 0..<source.batch * correlation.depth.places {
        for y in seeing {
          let row = plane * correlation.height.places + y
          let (n, inImage) = row.quotientAndRemainder(dividingBy: correlation.rowCount)
          run.initialize(
            to: RunProduct.Run(
              a: correlation.rowStart(n, inImage, source) * source.length, b: row * places * allFilters))
          run += 1
        }
      }
    }
  }

  /// The number of runs of a tap along the height that come before a row of places.
  private func runs(of tap: Int, before row: Int) -> Int {
    let seeing = correlation.height.places(of: tap)
    let (plane, y) = row.quotientAndRemainder(dividingBy: max(1, correlation.height.places))
    return plane * seeing.count + min(max(0, y - seeing.lowerBound), seeing.count)
  }

  /// Does the sums over one part of the rows of places, for some taps and filters.
  private func multiply(_ part: Int, _ tapGroup: Int, _ columnBlock: Int) {
    let rowRange = rows * part / cuts.parts..<rows * (part + 1) / cuts.parts
    let tapRange = cuts.tapRuns * tapGroup / cuts.tapGroups..<cuts.tapRuns * (tapGroup + 1) / cuts.tapGroups
    let panels = cuts.panels
    let columns =
      panels * columnBlock / cuts.columnBlocks
      * cuts.panelColumns..<min(convolution.filters, panels * (columnBlock + 1) / cuts.columnBlocks * cuts.panelColumns)
    let target = part == 0 ? dw : partial + (part - 1) * convolution.kernelCount
    var row = rowRange.lowerBound
    repeat {
      let range = row..<min(row + cuts.rowsAtOnce, rowRange.upperBound)
      let a = source.address(x, rows: range, of: correlation, table.elements.movement)
      for group in 0..<convolution.groups {
        for tap in tapRange {
          var product = self.product(tap, columns, group, a, target)
          let tapY = (cuts.joinsWidth ? tap : tap / correlation.width.taps) % correlation.height.taps
          let first = runs(of: tapY, before: range.lowerBound)
          product.runs = UnsafePointer(runs + (tapY * rows + first))
          product.runCount = runs(of: tapY, before: range.upperBound) - first
          product.accumulates = row > rowRange.lowerBound
          table.spatial.multiplyChannels(product)
        }
      }
      row = range.upperBound
    } while row < rowRange.upperBound
  }

  /// The product for one tap, or for the taps along the width if they are neighbours, over no rows of places yet.
  private func product(
    _ tap: Int, _ columns: Range<Int>, _ group: Int, _ a: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>
  ) -> RunProduct {
    let channels = convolution.channels
    let perRow = cuts.joinsWidth ? 1 : correlation.width.taps
    let (line, tapX) = tap.quotientAndRemainder(dividingBy: perRow)
    let (tapZ, tapY) = line.quotientAndRemainder(dividingBy: correlation.height.taps)
    let distance = correlation.distance(tapZ, tapY, tapX, source)
    let kernel = line * correlation.width.taps + tapX
    let column = group * convolution.filters + columns.lowerBound
    var product = RunProduct(
      runs: UnsafePointer(runs), a: a + (distance * source.length + group * channels), b: dy + column,
      c: target + (kernel * channels * allFilters + column))
    product.m = (cuts.joinsWidth ? correlation.width.taps : 1) * channels
    product.n = columns.count
    product.k = places
    let stripRows = columns.count <= table.spatial.lanes ? table.spatial.tileSums : table.spatial.tileSums / 2
    product.stripRows = max(1, parts(of: product.m, by: parts(of: product.m, by: stripRows)))
    product.aStride = correlation.width.stride * source.length
    product.aStrip = product.stripRows
    product.bRow = allFilters
    product.bPanel = cuts.panelColumns
    product.cRow = allFilters
    product.cStrip = product.stripRows * allFilters
    return product
  }
}
