internal import CVector

/// Three rows of a ``Tile``, or the first one or two of them: as many as one pointer and one stride reach on x86-64 without
/// arithmetic (`p`, `p + stride`, `p + 2·stride`).
struct TileRows {
  var r0 = TileRow()
  var r1 = TileRow()
  var r2 = TileRow()

  @_transparent init() {}

  /// self += a·b, a column of A times a row of B.
  @_transparent
  mutating func add(_ a: UnsafePointer<Float>, aRow: Int, _ b: TileRow, rows: Int, registers: Int) {
    r0.add(a[0], b, registers: registers)
    if rows > 1 { r1.add(a[aRow], b, registers: registers) }
    if rows > 2 { r2.add(a[2 &* aRow], b, registers: registers) }
  }

  /// self += C.
  @_transparent
  mutating func add(_ c: UnsafePointer<Float>, cRow: Int, rows: Int, registers: Int, _ mask: register_mask) {
    r0.add(c, registers: registers, mask)
    if rows > 1 { r1.add(c + cRow, registers: registers, mask) }
    if rows > 2 { r2.add(c + 2 &* cRow, registers: registers, mask) }
  }

  /// self = max(0, self).
  @_transparent
  mutating func rectify(rows: Int, registers: Int) {
    r0.rectify(registers: registers)
    if rows > 1 { r1.rectify(registers: registers) }
    if rows > 2 { r2.rectify(registers: registers) }
  }

  /// C = self.
  @_transparent
  func store(_ c: UnsafeMutablePointer<Float>, cRow: Int, rows: Int, registers: Int, _ mask: register_mask) {
    r0.store(c, registers: registers, mask)
    if rows > 1 { r1.store(c + cRow, registers: registers, mask) }
    if rows > 2 { r2.store(c + 2 &* cRow, registers: registers, mask) }
  }
}
