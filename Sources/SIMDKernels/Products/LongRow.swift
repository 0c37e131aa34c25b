internal import CVector

/// A block of C of one row, as wide as four tiles: one row takes as long as reading B, which is fastest where much of each row is read at
/// once. Its four panels need not lie side by side.
struct LongRow {
  var panel0 = TileRow()
  var panel1 = TileRow()
  var panel2 = TileRow()
  var panel3 = TileRow()

  @_transparent init() {}

  /// self += A·B, as ``Tile/add(_:aRow:aStep:_:bRow:k:unmasked:next:nextStep:rows:registers:_:)``, each panel of B `bPanel` elements behind
  /// the one before. Nothing is asked for ahead: the processor foresees long rows better.
  @_transparent
  mutating func add(
    _ a: UnsafePointer<Float>, aStep: Int, _ b: UnsafePointer<Float>, bRow: Int, bPanel: Int, k: Int, unmasked: Int,
    _ mask: register_mask
  ) {
    var a = a
    var b0 = b
    var b1 = register_hide(b + bPanel)
    var b2 = register_hide(b + 2 &* bPanel)
    var b3 = register_hide(b + 3 &* bPanel)
    var p = 0
    while p < k {
      let last = p < unmasked ? TileRow(b3, registers: 2) : TileRow(b3, registers: 2, mask)
      panel0.add(a[0], TileRow(b0, registers: 2), registers: 2)
      panel1.add(a[0], TileRow(b1, registers: 2), registers: 2)
      panel2.add(a[0], TileRow(b2, registers: 2), registers: 2)
      panel3.add(a[0], last, registers: 2)
      a += aStep
      b0 += bRow
      b1 += bRow
      b2 += bRow
      b3 += bRow
      p &+= 1
    }
  }

  /// self += the elements from `c` on.
  @_transparent
  mutating func add(_ c: UnsafePointer<Float>, _ mask: register_mask) {
    let (width, whole) = (2 &* Int(register_lanes), register_first(Int(register_lanes)))
    panel0.add(c, registers: 2, whole)
    panel1.add(c + width, registers: 2, whole)
    panel2.add(c + 2 &* width, registers: 2, whole)
    panel3.add(c + 3 &* width, registers: 2, mask)
  }

  /// self = max(0, self).
  @_transparent
  mutating func rectify() {
    panel0.rectify(registers: 2)
    panel1.rectify(registers: 2)
    panel2.rectify(registers: 2)
    panel3.rectify(registers: 2)
  }

  /// C = self.
  @_transparent
  func store(_ c: UnsafeMutablePointer<Float>, _ mask: register_mask) {
    let (width, whole) = (2 &* Int(register_lanes), register_first(Int(register_lanes)))
    panel0.store(c, registers: 2, whole)
    panel1.store(c + width, registers: 2, whole)
    panel2.store(c + 2 &* width, registers: 2, whole)
    panel3.store(c + 3 &* width, registers: 2, mask)
  }
}
