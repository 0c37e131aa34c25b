internal import KeratinKernels
internal import KeratinSIMDTable

/// A convolution in which each channel is alone being done: depthwise convolution and its gradients.
///
/// Source, weights and result have equally many channels, those that several filters see repeated.
struct ChannelwiseRun {
  let correlation: Correlation
  let source: PaddedSource
  /// The kernel's extents.
  let kernel: SpatialExtents
  let result: SpatialExtents
  let table: any SpatialTable.Type
  let x: UnsafePointer<Float>
  /// Where each tap lies in the source, and where its weights.
  let taps: UnsafeMutablePointer<Int>
  let weightRows: UnsafeMutablePointer<Int>

  private var channels: Int { source.length }
  private var rows: Int { source.batch * correlation.rowCount }

  private func noteTaps() {
    var index = 0
    correlation.forEachTap(kernel, source) { kernel, distance in
      taps[index] = distance * channels
      weightRows[index] = kernel * channels
      index += 1
    }
  }

  /// One row of places; y is where it lies in the result.
  private func row(_ index: Int, _ y: UnsafeMutablePointer<Float>) -> ChannelRow {
    let (n, inImage) = index.quotientAndRemainder(dividingBy: correlation.rowCount)
    return ChannelRow(
      x: x + correlation.rowStart(n, inImage, source) * channels,
      placeStride: correlation.width.stride * channels, taps: UnsafePointer(taps), tapCount: correlation.tapCount,
      places: correlation.width.places, channels: channels,
      y: y + correlation.resultStart(n, inImage, result) * channels, yStride: correlation.width.resultStep * channels)
  }

  /// y = the sums over taps of x·w, and what `epilogue` makes of them.
  func correlate(
    _ w: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = Epilogue()
  ) {
    noteTaps()
    let rowWork = correlation.width.places * channels * max(1, correlation.tapCount)
    cutRows(rows, of: rowWork, every: 4 * PieceLength.moving) { start, count in
      for index in start..<start + count {
        var row = self.row(index, y)
        row.weights = w
        row.weightRows = UnsafePointer(weightRows)
        row.epilogue = epilogue.advanced(element: row.y - y, column: 0)
        table.correlate(row)
      }
    }
  }

  /// dw = the sums over places of x·dy, for each tap.
  func weightGradient(
    _ dy: UnsafePointer<Float>, into dw: UnsafeMutablePointer<Float>, _ fill: MovementTable.Fill
  ) {
    noteTaps()
    fill(0, dw, kernel.count * channels)
    let block = 16
    ThreadPool.run(pieces: parts(of: channels, by: block)) { piece in
      let first = piece * block
      for index in 0..<rows {
        var row = self.row(index, UnsafeMutablePointer(mutating: dy))
        row.x += first
        row.y += first
        row.channels = min(block, channels - first)
        table.accumulateProducts(row, into: dw + first, sumRow: channels)
      }
    }
  }
}
