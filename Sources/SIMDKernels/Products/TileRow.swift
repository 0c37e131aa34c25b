internal import CVector

/// One row of a ``Tile``, or the row of B that the rows of a tile are multiplied with: one register or two neighbours.
///
/// Here, in ``TileRows`` and in ``Tile`` the numbers of rows and registers are literals where they are used, so that only what
/// they ask for is compiled.
struct TileRow {
  var v0 = register_zero()
  var v1 = register_zero()

  @_transparent init() {}

  /// The elements from `p` on.
  @_transparent init(_ p: UnsafePointer<Float>, registers: Int) {
    v0 = register_load(p)
    if registers > 1 { v1 = register_load(p + Int(register_lanes)) }
  }

  /// The elements from `p` on, in the last register only those under the mask.
  @_transparent init(_ p: UnsafePointer<Float>, registers: Int, _ mask: register_mask) {
    if registers == 1 {
      v0 = register_load_masked(p, mask)
    } else {
      v0 = register_load(p)
      v1 = register_load_masked(p + Int(register_lanes), mask)
    }
  }

  /// Stores the elements from `p` on, of the last register only those under the mask.
  @_transparent func store(_ p: UnsafeMutablePointer<Float>, registers: Int, _ mask: register_mask) {
    if registers == 1 {
      register_store_masked(p, v0, mask)
    } else {
      register_store(p, v0)
      register_store_masked(p + Int(register_lanes), v1, mask)
    }
  }

  /// self += a·b.
  @_transparent mutating func add(_ a: Float, _ b: TileRow, registers: Int) {
    let a = register_spread(a)
    v0 = register_multiply_add(a, b.v0, v0)
    if registers > 1 { v1 = register_multiply_add(a, b.v1, v1) }
  }

  /// self = max(0, self); what is not a number stays so.
  @_transparent mutating func rectify(registers: Int) {
    v0 = register_rectify(v0)
    if registers > 1 { v1 = register_rectify(v1) }
  }

  /// self += the elements from `p` on, in the last register only those under the mask.
  @_transparent mutating func add(_ p: UnsafePointer<Float>, registers: Int, _ mask: register_mask) {
    let other = TileRow(p, registers: registers, mask)
    v0 += other.v0
    if registers > 1 { v1 += other.v1 }
  }
}
