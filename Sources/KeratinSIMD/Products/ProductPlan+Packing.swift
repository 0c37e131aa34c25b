internal import KeratinKernels
internal import KeratinSIMDTable

extension ProductPlan {
  /// Packs whole panels of B, `target` being where the panel of column 0 goes.
  func packPanels(
    _ columns: Range<Int>, of source: UnsafePointer<Float>, _ table: any ProductTable.Type,
    into target: UnsafeMutablePointer<Float>
  ) {
    let transposed = !geometry.bRowsAreContiguous
    for column in stride(from: columns.lowerBound, to: columns.upperBound, by: panelColumns) {
      table.packPanel(
        source + column * (transposed ? geometry.bColumn : 1), bRow: transposed ? geometry.bColumn : geometry.bRow,
        transposed: transposed, columns: min(panelColumns, columns.upperBound - column), k: geometry.k,
        into: target + column * geometry.k)
    }
  }
}
