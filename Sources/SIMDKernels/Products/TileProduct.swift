internal import CVector

/// The most rows of a tile: with two registers a row and two for B they fill the registers there are.
let tileRows = register_count == 32 ? 12 : 6

/// What one tile is the product of.
struct TileProduct {
  var k: Int
  var a: UnsafePointer<Float>
  var aRow: Int
  var aStep: Int
  var b: UnsafePointer<Float>
  var bRow: Int
  var bPanel: Int
  var unmasked: Int
  /// What the next tiles are made from, brought near while this one is made.
  var next: UnsafePointer<Float>
  var nextStep: Int
  var c: UnsafeMutablePointer<Float>
  var cRow: Int
  var mask: register_mask
  var accumulate: Bool
  /// What is added to each row of the sums, if anything, and whether they are then rectified.
  var bias: UnsafePointer<Float>?
  var rectifies: Bool

  @_transparent
  private func multiply(rows: Int, registers: Int) {
    // C is asked for while the sums are made: a tile of a large C is in no near cache.
    if k >= 16 {
      for row in 0..<rows {
        register_prefetch(c + row &* cRow)
        if registers > 1 { register_prefetch(c + (row &* cRow &+ Int(register_lanes))) }
      }
    }
    var tile = Tile()
    tile.add(
      a, aRow: aRow, aStep: aStep, b, bRow: bRow, k: k, unmasked: unmasked, next: next, nextStep: nextStep,
      rows: rows, registers: registers, mask)
    if accumulate { tile.add(c, cRow: cRow, rows: rows, registers: registers, mask) }
    if let bias { tile.add(bias, cRow: 0, rows: rows, registers: registers, mask) }
    if rectifies { tile.rectify(rows: rows, registers: registers) }
    tile.store(c, cRow: cRow, rows: rows, registers: registers, mask)
  }

  @_transparent
  private func multiplyWide(rows: Int) {
    var tile = WideTile()
    tile.add(a, aRow: aRow, aStep: aStep, b, bRow: bRow, k: k, unmasked: unmasked, rows: rows, mask)
    if accumulate { tile.add(c, cRow: cRow, rows: rows, mask) }
    if let bias { tile.add(bias, cRow: 0, rows: rows, mask) }
    if rectifies { tile.rectify(rows: rows) }
    tile.store(c, cRow: cRow, rows: rows, mask)
  }

  /// Rows of one register.
  @inline(never)
  func multiply1(rows: Int) {
    switch rows {
    case 1: multiply(rows: 1, registers: 1)
    case 2: multiply(rows: 2, registers: 1)
    case 3: multiply(rows: 3, registers: 1)
    case 4: multiply(rows: 4, registers: 1)
    case 5: multiply(rows: 5, registers: 1)
    case 6: multiply(rows: 6, registers: 1)
    default: if tileRows > 6 { multiplyHigh1(rows: rows) }
    }
  }

  /// Rows of two registers.
  @inline(never)
  func multiply2(rows: Int) {
    switch rows {
    case 1: multiply(rows: 1, registers: 2)
    case 2: multiply(rows: 2, registers: 2)
    case 3: multiply(rows: 3, registers: 2)
    case 4: multiply(rows: 4, registers: 2)
    case 5: multiply(rows: 5, registers: 2)
    case 6: multiply(rows: 6, registers: 2)
    default: if tileRows > 6 { multiplyHigh2(rows: rows) }
    }
  }

  /// Rows of four registers, at most three of them.
  @inline(never)
  func multiply4(rows: Int) {
    switch rows {
    case 1: multiplyWide(rows: 1)
    case 2: multiplyWide(rows: 2)
    default: multiplyWide(rows: 3)
    }
  }

  /// One row of eight registers.
  @inline(never)
  func multiply8() {
    var row = LongRow()
    row.add(a, aStep: aStep, b, bRow: bRow, bPanel: bPanel, k: k, unmasked: unmasked, mask)
    if accumulate { row.add(c, mask) }
    if let bias { row.add(bias, mask) }
    if rectifies { row.rectify() }
    row.store(c, mask)
  }

  @inline(never)
  private func multiplyHigh1(rows: Int) {
    switch rows {
    case 7: multiply(rows: 7, registers: 1)
    case 8: multiply(rows: 8, registers: 1)
    case 9: multiply(rows: 9, registers: 1)
    case 10: multiply(rows: 10, registers: 1)
    case 11: multiply(rows: 11, registers: 1)
    default: multiply(rows: 12, registers: 1)
    }
  }

  @inline(never)
  private func multiplyHigh2(rows: Int) {
    switch rows {
    case 7: multiply(rows: 7, registers: 2)
    case 8: multiply(rows: 8, registers: 2)
    case 9: multiply(rows: 9, registers: 2)
    case 10: multiply(rows: 10, registers: 2)
    case 11: multiply(rows: 11, registers: 2)
    default: multiply(rows: 12, registers: 2)
    }
  }
}
