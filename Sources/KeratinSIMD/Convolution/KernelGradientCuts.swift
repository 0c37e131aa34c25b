internal import KeratinKernels
internal import KeratinSIMDTable

/// How the gradient by the kernels is cut into pieces of work: by its shape alone.
struct KernelGradientCuts {
  /// True if the taps along the width are neighbours and make one product.
  let joinsWidth: Bool
  /// The products for one group.
  let tapRuns: Int
  let panelColumns: Int
  let panels: Int
  /// The rows of places whose gradient and input stay in the second-level cache while all taps go by.
  let rowsAtOnce: Int
  /// The parts that the rows of places fall into, each with sums of its own.
  let parts: Int
  /// The rows of places of all images, once for each tap along the height.
  let runCount: Int
  /// The groups of taps and blocks of filters that are pieces of their own where there are few parts.
  let tapGroups: Int
  let columnBlocks: Int

  /// The pieces wanted: enough for any number of cores.
  private static let wanted = 16
  /// The most floats that parts may take for their sums.
  private static let mostPartial = 1 << 20
  private static let pieceWork = 1 << 19
  /// Some 256 KiB of the gradient, and as much of the input but for what taps of several rows see beyond.
  private static let cached = 1 << 16

  init(_ convolution: Convolution, _ correlation: Correlation, _ table: any ProductTable.Type) {
    joinsWidth = convolution.groups == 1 && correlation.width.tapStep == 1
    tapRuns = correlation.depth.taps * correlation.height.taps * (joinsWidth ? 1 : correlation.width.taps)
    panelColumns = table.panelColumns
    panels = KeratinKernels.parts(of: convolution.filters, by: panelColumns)
    let rows = convolution.window.batch * correlation.rowCount
    runCount = rows * correlation.height.taps
    let source = convolution.widenedInput
    let rowLength = max(
      correlation.width.places * convolution.groups * convolution.filters, source.padded.width * source.length, 1)
    rowsAtOnce = max(1, KernelGradientCuts.cached / rowLength)
    let pieces = max(1, min(convolution.operationCount / KernelGradientCuts.pieceWork, KernelGradientCuts.wanted))
    parts = max(1, min(pieces, rows, 1 + KernelGradientCuts.mostPartial / max(1, convolution.kernelCount)))
    tapGroups = max(1, min(tapRuns, (pieces + parts - 1) / parts))
    columnBlocks = max(1, min(panels, (pieces + parts * tapGroups - 1) / (parts * tapGroups)))
  }

  /// The floats for the sums of all parts but the first.
  func partialCount(_ convolution: Convolution) -> Int { (parts - 1) * convolution.kernelCount }
}
