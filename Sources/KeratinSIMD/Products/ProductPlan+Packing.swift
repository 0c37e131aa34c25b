internal import KeratinKernels
internal import KeratinSIMDTable

extension ProductPlan {
  /// Packs whole panels of B, of all rows.
  func packPanels(
    _ columns: Range<Int>, of source: UnsafePointer<Float>, _ table: any ProductTable.Type,
    into target: UnsafeMutablePointer<Float>
  ) {
    packPanels(columns, 0..<geometry.k, of: source, table, into: target)
  }

  /// Packs whole panels of B, of the rows `terms`, one panel after another from `target` on. The first begins with column
  /// `columns.lowerBound`.
  func packPanels(
    _ columns: Range<Int>, _ terms: Range<Int>, of source: UnsafePointer<Float>, _ table: any ProductTable.Type,
    into target: UnsafeMutablePointer<Float>
  ) {
    let transposed = !geometry.bRowsAreContiguous
    let k = terms.count
    // A few rows of all panels at a time: memory is read as it lies.
    let step = transposed ? k : 8
    for p in stride(from: 0, to: k, by: max(1, step)) {
      for column in stride(from: columns.lowerBound, to: columns.upperBound, by: panelColumns) {
        table.packPanel(
          source + ((terms.lowerBound + p) * geometry.bRow + column * geometry.bColumn),
          bRow: transposed ? geometry.bColumn : geometry.bRow, transposed: transposed,
          columns: min(panelColumns, columns.upperBound - column), k: min(step, k - p),
          into: target + ((column - columns.lowerBound) * k + p * panelColumns))
      }
    }
  }

  /// Packs whole strips of A, of the columns `terms`, one strip after another from `target` on. The first begins with row
  /// `rows.lowerBound`.
  func packStrips(
    _ rows: Range<Int>, _ terms: Range<Int>, of source: UnsafePointer<Float>, _ table: any ProductTable.Type,
    into target: UnsafeMutablePointer<Float>
  ) {
    for row in stride(from: rows.lowerBound, to: rows.upperBound, by: stripRows) {
      let strip = target + (row - rows.lowerBound) * terms.count
      let first = source + (row * geometry.aRow + terms.lowerBound * geometry.aStep)
      let count = min(stripRows, rows.upperBound - row)
      if geometry.aStep == 1 {
        table.packStrip(first, aRow: geometry.aRow, rows: count, k: terms.count, into: strip, stripRows: stripRows)
      } else {
        table.copyRows(
          first, sourceRow: geometry.aStep, rows: terms.count, columns: count, into: strip, targetRow: stripRows)
      }
    }
  }
}
