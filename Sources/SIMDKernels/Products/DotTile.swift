internal import CVector

/// A block of C that stays in registers as products of rows of A with four rows of Bᵀ, each the sum of one register's lanes: up to six
/// rows.
struct DotTile {
  var r0 = DotRow()
  var r1 = DotRow()
  var r2 = DotRow()
  var r3 = DotRow()
  var r4 = DotRow()
  var r5 = DotRow()

  @_transparent init() {}

  /// self += A·B for the elements under the mask. Row i of A begins at `a + i·aRow`, column j of B at `bⱼ`.
  @_transparent
  mutating func add(
    _ a: UnsafePointer<Float>, aRow: Int, _ a3: UnsafePointer<Float>, _ b: DotRow, rows: Int, mask: register_mask
  ) {
    r0.add(register_load_masked(a, mask), b)
    if rows > 1 { r1.add(register_load_masked(a + aRow, mask), b) }
    if rows > 2 { r2.add(register_load_masked(a + 2 &* aRow, mask), b) }
    if rows > 3 { r3.add(register_load_masked(a3, mask), b) }
    if rows > 4 { r4.add(register_load_masked(a3 + aRow, mask), b) }
    if rows > 5 { r5.add(register_load_masked(a3 + 2 &* aRow, mask), b) }
  }

  /// self += A·B for whole registers.
  @_transparent
  mutating func add(_ a: UnsafePointer<Float>, aRow: Int, _ a3: UnsafePointer<Float>, _ b: DotRow, rows: Int) {
    r0.add(register_load(a), b)
    if rows > 1 { r1.add(register_load(a + aRow), b) }
    if rows > 2 { r2.add(register_load(a + 2 &* aRow), b) }
    if rows > 3 { r3.add(register_load(a3), b) }
    if rows > 4 { r4.add(register_load(a3 + aRow), b) }
    if rows > 5 { r5.add(register_load(a3 + 2 &* aRow), b) }
  }

  /// C = the sums of self's registers, of the first `columns` columns.
  @_transparent
  func store(_ c: UnsafeMutablePointer<Float>, cRow: Int, rows: Int, columns: Int) {
    vector_store_up_to_four(c, r0.sums, columns)
    if rows > 1 { vector_store_up_to_four(c + cRow, r1.sums, columns) }
    if rows > 2 { vector_store_up_to_four(c + 2 &* cRow, r2.sums, columns) }
    if rows > 3 { vector_store_up_to_four(c + 3 &* cRow, r3.sums, columns) }
    if rows > 4 { vector_store_up_to_four(c + 4 &* cRow, r4.sums, columns) }
    if rows > 5 { vector_store_up_to_four(c + 5 &* cRow, r5.sums, columns) }
  }
}
