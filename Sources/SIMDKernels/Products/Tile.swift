internal import CVector

/// A block of C that stays in registers while the products of a strip of A with a panel of B are added up: up to twelve rows.
struct Tile {
  var rows0 = TileRows()
  var rows3 = TileRows()
  var rows6 = TileRows()
  var rows9 = TileRows()

  @_transparent init() {}

  /// self += A·B over `k` products, element (i, p) of A at `a[i·aRow + p·aStep]`, row p of B at `b + p·bRow`.
  ///
  /// Of B's first `unmasked` rows whole registers are read. What begins at `next` is brought near, `nextStep` elements with each
  /// product.
  @_transparent
  mutating func add(
    _ a: UnsafePointer<Float>, aRow: Int, aStep: Int, _ b: UnsafePointer<Float>, bRow: Int, k: Int, unmasked: Int,
    next: UnsafePointer<Float>, nextStep: Int, rows: Int, registers: Int, _ mask: register_mask
  ) {
    var a0 = a
    var a3 = a + 3 &* aRow
    var a6 = a + 6 &* aRow
    var a9 = a + 9 &* aRow
    var b = b
    var ahead = register_hide(b + 16 &* bRow)
    var next = next
    var p = 0
    while p < k {
      // Hidden each time round: the compiler would else keep a pointer for each row, more than there are registers.
      a0 = register_hide(a0)
      if rows > 3 { a3 = register_hide(a3) }
      if rows > 6 { a6 = register_hide(a6) }
      if rows > 9 { a9 = register_hide(a9) }
      let row =
        p < unmasked ? TileRow(b, registers: registers) : TileRow(b, registers: registers, mask)
      register_prefetch(ahead)
      if registers > 1 { register_prefetch(ahead + Int(register_lanes)) }
      register_prefetch_early(next)
      rows0.add(a0, aRow: aRow, row, rows: rows, registers: registers)
      if rows > 3 { rows3.add(a3, aRow: aRow, row, rows: rows &- 3, registers: registers) }
      if rows > 6 { rows6.add(a6, aRow: aRow, row, rows: rows &- 6, registers: registers) }
      if rows > 9 { rows9.add(a9, aRow: aRow, row, rows: rows &- 9, registers: registers) }
      a0 += aStep
      a3 += aStep
      a6 += aStep
      a9 += aStep
      b += bRow
      ahead += bRow
      next += nextStep
      p &+= 1
    }
  }

  /// self += C, or one row for all with `cRow` 0.
  @_transparent
  mutating func add(_ c: UnsafePointer<Float>, cRow: Int, rows: Int, registers: Int, _ mask: register_mask) {
    rows0.add(c, cRow: cRow, rows: rows, registers: registers, mask)
    if rows > 3 { rows3.add(c + 3 &* cRow, cRow: cRow, rows: rows &- 3, registers: registers, mask) }
    if rows > 6 { rows6.add(c + 6 &* cRow, cRow: cRow, rows: rows &- 6, registers: registers, mask) }
    if rows > 9 { rows9.add(c + 9 &* cRow, cRow: cRow, rows: rows &- 9, registers: registers, mask) }
  }

  /// self = max(0, self).
  @_transparent
  mutating func rectify(rows: Int, registers: Int) {
    rows0.rectify(rows: rows, registers: registers)
    if rows > 3 { rows3.rectify(rows: rows &- 3, registers: registers) }
    if rows > 6 { rows6.rectify(rows: rows &- 6, registers: registers) }
    if rows > 9 { rows9.rectify(rows: rows &- 9, registers: registers) }
  }

  /// C = self.
  @_transparent
  func store(_ c: UnsafeMutablePointer<Float>, cRow: Int, rows: Int, registers: Int, _ mask: register_mask) {
    rows0.store(c, cRow: cRow, rows: rows, registers: registers, mask)
    if rows > 3 { rows3.store(c + 3 &* cRow, cRow: cRow, rows: rows &- 3, registers: registers, mask) }
    if rows > 6 { rows6.store(c + 6 &* cRow, cRow: cRow, rows: rows &- 6, registers: registers, mask) }
    if rows > 9 { rows9.store(c + 9 &* cRow, cRow: cRow, rows: rows &- 9, registers: registers, mask) }
  }
}
