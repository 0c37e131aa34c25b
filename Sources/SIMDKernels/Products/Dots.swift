internal import CVector
internal import KeratinSIMDTable

/// The rows up to which a tile of dot products stays in registers, beside a register of A and four of B.
let dotTileRows = register_count == 32 ? 6 : 2

extension Products {
  static func dots(_ block: ProductBlock) {
    let needsFinish = block.needsFinish
    for j in stride(from: 0, to: block.n, by: 4) {
      var tile = DotProduct(block, column: j)
      var i = 0
      while i < block.m {
        let rows = min(block.m - i, dotTileRows)
        tile.multiply(rows: rows)
        if needsFinish { finish(block, tile.c, rows: rows, column: j, columns: tile.columns) }
        tile.a += rows * block.aRow
        tile.c += rows * block.cRow
        i += rows
      }
    }
  }
}

/// What one tile of dot products is made from.
private struct DotProduct {
  let k: Int
  var a: UnsafePointer<Float>
  let aRow: Int
  let b0: UnsafePointer<Float>
  let b1: UnsafePointer<Float>
  let b2: UnsafePointer<Float>
  let b3: UnsafePointer<Float>
  var c: UnsafeMutablePointer<Float>
  let cRow: Int
  let columns: Int

  /// Columns `column` to `column + 3`; where there are less, the last stands for those that are missing.
  init(_ block: ProductBlock, column: Int) {
    k = block.k
    a = block.a
    aRow = block.aRow
    columns = min(4, block.n - column)
    b0 = block.b + column * block.bRow
    b1 = block.b + (column + min(1, columns - 1)) * block.bRow
    b2 = block.b + (column + min(2, columns - 1)) * block.bRow
    b3 = block.b + (column + min(3, columns - 1)) * block.bRow
    c = block.c + column
    cRow = block.cRow
  }

  @inline(never)
  func multiply(rows: Int) {
    switch rows {
    case 1: multiplyRows(1)
    case 2: multiplyRows(2)
    case 3: multiplyRows(3)
    case 4: multiplyRows(4)
    case 5: multiplyRows(5)
    default: multiplyRows(6)
    }
  }

  @_transparent
  private func multiplyRows(_ rows: Int) {
    let lanes = Int(register_lanes)
    var tile = DotTile()
    let a3 = register_hide(a + 3 &* aRow)
    let whole = k / lanes &* lanes
    var p = 0
    while p < whole {
      let b = DotRow(
        register_load(b0 + p), register_load(b1 + p), register_load(b2 + p), register_load(b3 + p))
      tile.add(a + p, aRow: aRow, a3 + p, b, rows: rows)
      p &+= lanes
    }
    if p < k {
      let mask = register_first(k &- p)
      let b = DotRow(
        register_load_masked(b0 + p, mask), register_load_masked(b1 + p, mask), register_load_masked(b2 + p, mask),
        register_load_masked(b3 + p, mask))
      tile.add(a + p, aRow: aRow, a3 + p, b, rows: rows, mask: mask)
    }
    tile.store(c, cRow: cRow, rows: rows, columns: columns)
  }
}
