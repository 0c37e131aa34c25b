internal import KeratinKernels
internal import KeratinSIMDTable

/// The gradient of a convolution by its kernels being computed as products of matrices: the rows of C are channels seen by a tap, its
/// columns filters, and the terms of a sum the places of the result.
struct KernelGradientRun {
  let convolution: Convolution
  let correlation: Correlation
  let source: PaddedSource
  let cuts: KernelGradientCuts
  let table: any ProductTable.Type
  let x: UnsafePointer<Float>
  let dy: UnsafePointer<Float>
  /// Where in the source each row of places begins.
  let runs: UnsafeMutablePointer<Int>
  let dw: UnsafeMutablePointer<Float>
  /// The sums of all parts but the first.
  let partial: UnsafeMutablePointer<Float>

  private var places: Int { correlation.width.places }
  private var rows: Int { source.batch * correlation.rowCount }
  private var allFilters: Int { convolution.groups * convolution.filters }

  /// Does all products, and adds up the parts in their order.
  func run(_ accumulate: @escaping MovementTable.Accumulate) {
    noteRuns()
    let pieces = cuts.parts * cuts.tapGroups * cuts.columnBlocks
    ThreadPool.run(pieces: pieces) { piece in
      let (rest, columnBlock) = piece.quotientAndRemainder(dividingBy: cuts.columnBlocks)
      let (part, tapGroup) = rest.quotientAndRemainder(dividingBy: cuts.tapGroups)
      multiply(part, tapGroup, columnBlock)
    }
    let count = convolution.kernelCount
    cut(cuts.parts > 1 ? count : 0, every: PieceLength.moving) { start, length in
      for part in 1..<cuts.parts { accumulate(partial + ((part - 1) * count + start), dw + start, 1, length) }
    }
  }

  private func noteRuns() {
    for row in 0..<rows {
      let (n, inImage) = row.quotientAndRemainder(dividingBy: correlation.rowCount)
      runs[row] = correlation.rowStart(n, inImage, source) * source.length
    }
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
      let count = min(cuts.rowsAtOnce, rowRange.upperBound - row)
      for group in 0..<convolution.groups {
        for tap in tapRange {
          var block = self.block(tap, row, columns.lowerBound, group, target)
          block.n = columns.count
          block.runCount = count
          block.accumulates = row > rowRange.lowerBound
          table.multiply(block)
        }
      }
      row += count
    } while row < rowRange.upperBound
  }

  /// The product for one tap, or for the taps along the width if they are neighbours.
  private func block(
    _ tap: Int, _ row: Int, _ column: Int, _ group: Int, _ target: UnsafeMutablePointer<Float>
  ) -> ProductBlock {
    let channels = convolution.channels
    let perRow = cuts.joinsWidth ? 1 : correlation.width.taps
    let (line, tapX) = tap.quotientAndRemainder(dividingBy: perRow)
    let (tapZ, tapY) = line.quotientAndRemainder(dividingBy: correlation.height.taps)
    let distance = correlation.distance(tapZ, tapY, tapX, source)
    let kernel = line * correlation.width.taps + tapX
    var block = ProductBlock(
      a: x + (distance * source.length + group * channels),
      b: dy + (row * places * allFilters + group * convolution.filters + column),
      c: target + (kernel * channels * allFilters + group * convolution.filters + column))
    block.m = (cuts.joinsWidth ? correlation.width.taps : 1) * channels
    block.k = places
    block.runs = UnsafePointer(runs + row)
    block.stripRows = max(1, parts(of: block.m, by: parts(of: block.m, by: table.stripRows)))
    block.aRow = 1
    block.aStep = correlation.width.stride * source.length
    block.aStrip = block.stripRows
    block.bRow = allFilters
    block.bPanel = cuts.panelColumns
    block.cRow = allFilters
    return block
  }
}
