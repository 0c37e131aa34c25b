internal import CVector

/// A block of C of up to three rows, as wide as two tiles: so few rows of one tile alone would not keep the multipliers busy.
struct WideTile {
  var left = TileRows()
  var right = TileRows()

  @_transparent init() {}

  /// self += A·B, as ``Tile/add(_:aRow:aStep:_:bRow:k:unmasked:rows:registers:_:)`` for four registers.
  @_transparent
  mutating func add(
    _ a: UnsafePointer<Float>, aRow: Int, aStep: Int, _ b: UnsafePointer<Float>, bRow: Int, k: Int, unmasked: Int,
    rows: Int, _ mask: register_mask
  ) {
    let half = 2 &* Int(register_lanes)
    var a = a
    var b = b
    var ahead = register_hide(b + 16 &* bRow)
    var p = 0
    while p < k {
      let row0 = TileRow(b, registers: 2)
      let row1 = p < unmasked ? TileRow(b + half, registers: 2) : TileRow(b + half, registers: 2, mask)
      register_prefetch(ahead)
      register_prefetch(ahead + Int(register_lanes))
      register_prefetch(ahead + half)
      register_prefetch(ahead + half + Int(register_lanes))
      left.add(a, aRow: aRow, row0, rows: rows, registers: 2)
      right.add(a, aRow: aRow, row1, rows: rows, registers: 2)
      a += aStep
      b += bRow
      ahead += bRow
      p &+= 1
    }
  }

  /// self += C, or one row for all with `cRow` 0.
  @_transparent
  mutating func add(_ c: UnsafePointer<Float>, cRow: Int, rows: Int, _ mask: register_mask) {
    let lanes = Int(register_lanes)
    left.add(c, cRow: cRow, rows: rows, registers: 2, register_first(lanes))
    right.add(c + 2 &* lanes, cRow: cRow, rows: rows, registers: 2, mask)
  }

  /// self = max(0, self).
  @_transparent
  mutating func rectify(rows: Int) {
    left.rectify(rows: rows, registers: 2)
    right.rectify(rows: rows, registers: 2)
  }

  /// C = self.
  @_transparent
  func store(_ c: UnsafeMutablePointer<Float>, cRow: Int, rows: Int, _ mask: register_mask) {
    let lanes = Int(register_lanes)
    left.store(c, cRow: cRow, rows: rows, registers: 2, register_first(lanes))
    right.store(c + 2 &* lanes, cRow: cRow, rows: rows, registers: 2, mask)
  }
}
