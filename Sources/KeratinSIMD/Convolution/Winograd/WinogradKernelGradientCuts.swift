internal import KeratinKernels
internal import KeratinSIMDTable

/// How the gradient by the kernels is cut into pieces of work where Winograd's algorithm does it: by its shape alone.
///
/// The 16 sums of products come in four lines, those of the transformed tiles. A piece makes all of them where the sums stay in the
/// second-level cache from block to block of tiles and there are parts enough for all cores; else one line, since transforming costs hardly
/// more so.
struct WinogradKernelGradientCuts {
  /// The parts that the tiles fall into, each with sums of its own.
  let parts: Int
  /// The blocks of filters.
  let columnBlocks: Int
  /// The lines of a piece: four, or one.
  let linesAtOnce: Int
  /// The tiles that are transformed at a time.
  let tilesAtOnce: Int

  /// All lines.
  static let lines = 4
  /// The pieces wanted: enough for any number of cores.
  private static let wanted = 16
  /// The most floats that parts may take for their sums.
  private static let mostPartial = 1 << 20
  /// The fewest tiles of a part, so that adding up the parts costs little.
  private static let fewestTiles = 512
  private static let pieceWork = 1 << 19
  /// The most floats of one piece's sums: 512 KiB.
  private static let cachedSums = 1 << 17
  /// The floats of a piece's transformed tiles: 256 KiB.
  private static let cachedTiles = 1 << 16

  init(_ convolution: Convolution, _ tiling: WinogradTiling, panelColumns: Int) {
    let kernels = convolution.channels * convolution.filters
    let panels = KeratinKernels.parts(of: convolution.filters, by: panelColumns)
    let work = 32 * tiling.count * kernels
    let pieces = max(1, min(work / WinogradKernelGradientCuts.pieceWork, WinogradKernelGradientCuts.wanted))
    let most = min(
      WinogradKernelGradientCuts.mostPartial / (16 * kernels), tiling.count / WinogradKernelGradientCuts.fewestTiles)
    let fits = 16 * kernels <= WinogradKernelGradientCuts.cachedSums
    linesAtOnce = fits && most >= pieces ? WinogradKernelGradientCuts.lines : 1
    let lineBlocks = WinogradKernelGradientCuts.lines / linesAtOnce
    parts = max(1, min(pieces / lineBlocks, most))
    let forCache = KeratinKernels.parts(of: 4 * linesAtOnce * kernels, by: WinogradKernelGradientCuts.cachedSums)
    columnBlocks = max(1, min(panels, max(forCache, pieces / (lineBlocks * parts))))
    let perTile = 4 * (convolution.channels + KeratinKernels.parts(of: convolution.filters, by: columnBlocks))
    tilesAtOnce = max(24, min(WinogradKernelGradientCuts.cachedTiles / perTile / 8 * 8, 256))
  }

  /// The pieces of work.
  var pieces: Int { parts * (WinogradKernelGradientCuts.lines / linesAtOnce) * columnBlocks }

  /// The floats for the sums of all parts.
  func sumCount(_ convolution: Convolution) -> Int { parts * 16 * convolution.channels * convolution.filters }
}
