internal import KeratinKernels
internal import KeratinSIMDTable

extension ProductPlan {
  /// Packs whole panels of B, `target` being where the panel of column 0 goes.
  func packPanels(
    _ columns: Range<Int>, of source: UnsafePointer<Float>, _ table: any ProductTable.Type,
    into target: UnsafeMutablePointer<Float>
  ) {
    let transposed = !geometry.bRowsAreContiguous
    let k = geometry.k
    // A few rows of all panels at a time: memory is read as it lies.
    let step = transposed ? k : 8
    for p in stride(from: 0, to: k, by: max(1, step)) {
      for column in stride(from: columns.lowerBound, to: columns.upperBound, by: panelColumns) {
        table.packPanel(
          source + (transposed ? column * geometry.bColumn : p * geometry.bRow + column),
          bRow: transposed ? geometry.bColumn : geometry.bRow, transposed: transposed,
          columns: min(panelColumns, columns.upperBound - column), k: min(step, k - p),
          into: target + (column * k + p * panelColumns))
      }
    }
  }
}
