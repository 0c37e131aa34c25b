internal import KeratinKernels
internal import KeratinSIMDTable

/// The kernels of a convolution laid out for its products: for each group and panel of columns the rows of all taps.
struct PackedTaps {
  let convolution: Convolution
  /// True for the gradient by the input, whose products are with the transposed kernels.
  let isTransposed: Bool
  let panelColumns: Int

  /// The rows of one tap: the channels that the source has in a group.
  var terms: Int { isTransposed ? convolution.filters : convolution.channels }
  /// The channels that the result has in a group.
  var columns: Int { isTransposed ? convolution.channels : convolution.filters }

  /// The floats of the panels of one group, for so many taps.
  func groupCount(_ taps: Int) -> Int { parts(of: columns, by: panelColumns) * panelColumns * terms * taps }

  /// The bytes for all taps of all groups.
  var workspaceBytes: Int {
    Workspace.bytes(convolution.groups * groupCount(convolution.window.window.count), of: Float.self)
  }

  /// Packs the taps of `correlation`.
  func pack(
    _ w: UnsafePointer<Float>, _ correlation: Correlation, _ source: PaddedSource, _ table: any ProductTable.Type,
    into packed: UnsafeMutablePointer<Float>
  ) {
    let taps = correlation.tapCount
    let panels = parts(of: columns, by: panelColumns)
    let panelCount = panelColumns * terms * taps
    let perPiece = max(1, PieceLength.moving / max(1, panelCount))
    cut(convolution.groups * panels, every: perPiece) { start, count in
      for index in start..<start + count {
        let (group, panel) = index.quotientAndRemainder(dividingBy: panels)
        var target = packed + index * panelCount
        correlation.forEachTap(convolution.window.window, source) { kernel, _ in
          packTap(w, kernel, group, panel, table, into: target)
          target += panelColumns * terms
        }
      }
    }
  }

  private func packTap(
    _ w: UnsafePointer<Float>, _ kernel: Int, _ group: Int, _ panel: Int, _ table: any ProductTable.Type,
    into target: UnsafeMutablePointer<Float>
  ) {
    let row = convolution.groups * convolution.filters
    let first = panel * panelColumns
    let begin = w + (kernel * convolution.channels * row + group * convolution.filters)
    table.packPanel(
      begin + (isTransposed ? first * row : first), bRow: row, transposed: isTransposed,
      columns: min(panelColumns, columns - first), k: terms, into: target)
  }
}
