internal import CVector
internal import KeratinSIMDTable

extension Products {
  static func packPanel(
    _ b: UnsafePointer<Float>, bRow: Int, transposed: Bool, columns: Int, k: Int,
    into panel: UnsafeMutablePointer<Float>
  ) {
    let lanes = Int(register_lanes)
    if transposed {
      for half in 0..<2 {
        let columns = max(0, min(columns - half * lanes, lanes))
        let source = b + half * lanes * bRow
        let target = panel + half * lanes
        for p in stride(from: 0, to: k, by: lanes) {
          register_transpose(
            source + p, bRow, columns, min(lanes, k - p), target + p * 2 * lanes, 2 * lanes)
        }
      }
    } else if columns == 2 * lanes {
      var b = b
      var panel = panel
      for _ in 0..<k {
        // Rows that are pages apart are not read ahead by the processor itself.
        register_prefetch(b + 16 * bRow)
        register_prefetch(b + (16 * bRow + lanes))
        register_store(panel, register_load(b))
        register_store(panel + lanes, register_load(b + lanes))
        b += bRow
        panel += 2 * lanes
      }
    } else {
      let mask = register_first(min(columns, lanes))
      let mask1 = register_first(max(0, columns - lanes))
      var b = b
      var panel = panel
      for _ in 0..<k {
        register_store(panel, register_load_masked(b, mask))
        // Nothing is read under an empty mask, wherever it points.
        register_store(panel + lanes, register_load_masked(b + lanes, mask1))
        b += bRow
        panel += 2 * lanes
      }
    }
  }

  static func packStrip(
    _ a: UnsafePointer<Float>, aRow: Int, rows: Int, k: Int, into strip: UnsafeMutablePointer<Float>, stripRows: Int
  ) {
    let lanes = Int(register_lanes)
    for row in stride(from: 0, to: rows, by: lanes) {
      for p in stride(from: 0, to: k, by: lanes) {
        register_transpose_exactly(
          a + (row * aRow + p), aRow, min(lanes, rows - row), min(lanes, k - p), strip + (p * stripRows + row),
          stripRows)
      }
    }
  }

  static func copyRows(
    _ source: UnsafePointer<Float>, sourceRow: Int, rows: Int, columns: Int, into target: UnsafeMutablePointer<Float>,
    targetRow: Int
  ) {
    let lanes = Int(register_lanes)
    let whole = columns / lanes * lanes
    let mask = register_first(columns - whole)
    for row in 0..<rows {
      let source = source + row * sourceRow
      let target = target + row * targetRow
      for column in stride(from: 0, to: whole, by: lanes) {
        register_store(target + column, register_load(source + column))
      }
      if whole < columns { register_store_masked(target + whole, register_load_masked(source + whole, mask), mask) }
    }
  }
}
