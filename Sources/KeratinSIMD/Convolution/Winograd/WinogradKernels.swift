internal import KeratinKernels
internal import KeratinSIMDTable

/// The kernels of a convolution transformed and laid out for its products: for each panel of columns, for each of 16 elements, the rows of
/// all terms.
struct WinogradKernels {
  let convolution: Convolution
  /// True for the gradient by the input, whose products are with the transposed kernels turned round.
  let isTransposed: Bool
  let panelColumns: Int

  /// The channels that the source has.
  var terms: Int { isTransposed ? convolution.filters : convolution.channels }
  /// The channels that the result has.
  var columns: Int { isTransposed ? convolution.channels : convolution.filters }
  /// The floats of one element of a panel.
  var elementCount: Int { terms * panelColumns }
  /// The floats of a panel.
  var panelCount: Int { 16 * elementCount }
  private var panels: Int { parts(of: columns, by: panelColumns) }
  /// The floats of all.
  var count: Int { panels * panelCount }

  /// The terms that are packed at a time, before they are transformed.
  private static let termsAtOnce = 32

  /// Transforms the kernels at `w`.
  func transform(_ w: UnsafePointer<Float>, _ table: KernelTable, into transformed: UnsafeMutablePointer<Float>) {
    let blocks = parts(of: terms, by: WinogradKernels.termsAtOnce)
    cutRows(panels * blocks, of: 16 * WinogradKernels.termsAtOnce * panelColumns, every: PieceLength.moving) {
      start, count in
      let taps = ThreadPool.threadMemory(9 * WinogradKernels.termsAtOnce * panelColumns, of: Float.self)
      for index in start..<start + count {
        let (panel, block) = index.quotientAndRemainder(dividingBy: blocks)
        let first = block * WinogradKernels.termsAtOnce
        let rows = min(WinogradKernels.termsAtOnce, terms - first)
        for tap in 0..<9 { pack(w, tap, panel, first, rows, table, into: taps + tap * rows * panelColumns) }
        table.winograd.transformKernels(
          UnsafePointer(taps), tapStride: rows * panelColumns, count: rows * panelColumns,
          into: transformed + (panel * panelCount + first * panelColumns), elementStride: elementCount)
      }
    }
  }

  private func pack(
    _ w: UnsafePointer<Float>, _ tap: Int, _ panel: Int, _ term: Int, _ rows: Int, _ table: KernelTable,
    into target: UnsafeMutablePointer<Float>
  ) {
    let row = convolution.filters
    let column = panel * panelColumns
    let begin = w + (isTransposed ? 8 - tap : tap) * convolution.channels * row
    table.products.packPanel(
      begin + (isTransposed ? column * row + term : term * row + column), bRow: row, transposed: isTransposed,
      columns: min(panelColumns, columns - column), k: rows, into: target)
  }
}
