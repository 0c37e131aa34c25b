internal import CVector

/// A column of a 4 × 4 tile: four rows of one register.
struct TileColumn {
  var r0: vector_register
  var r1: vector_register
  var r2: vector_register
  var r3: vector_register

  @_transparent init(_ r0: vector_register, _ r1: vector_register, _ r2: vector_register, _ r3: vector_register) {
    self.r0 = r0
    self.r1 = r1
    self.r2 = r2
    self.r3 = r3
  }

  /// Zeros.
  @_transparent init() { self.init(register_zero(), register_zero(), register_zero(), register_zero()) }

  /// The rows that begin `rowStride` apart.
  @_transparent init(_ p: UnsafePointer<Float>, rowStride: Int) {
    self.init(
      register_load(p), register_load(p + rowStride), register_load(p + 2 &* rowStride),
      register_load(p + 3 &* rowStride))
  }

  @_transparent static func + (a: TileColumn, b: TileColumn) -> TileColumn {
    TileColumn(a.r0 + b.r0, a.r1 + b.r1, a.r2 + b.r2, a.r3 + b.r3)
  }

  @_transparent static func - (a: TileColumn, b: TileColumn) -> TileColumn {
    TileColumn(a.r0 - b.r0, a.r1 - b.r1, a.r2 - b.r2, a.r3 - b.r3)
  }

  /// Bᵀ times the column.
  @_transparent var transformedInput: TileColumn { TileColumn(r0 - r2, r1 + r2, r2 - r1, r1 - r3) }

  /// Aᵀ times the column.
  @_transparent var transformedResult: (vector_register, vector_register) { (r0 + r1 + r2, r1 - r2 - r3) }

  /// Gᵀ times the column.
  @_transparent var transformedGradient: (vector_register, vector_register, vector_register) {
    let half = register_spread(0.5)
    let sum = half * (r1 + r2)
    return (r0 + sum, half * (r1 - r2), sum + r3)
  }

  @_transparent func store(_ p: UnsafeMutablePointer<Float>, rowStride: Int) {
    register_store(p, r0)
    register_store(p + rowStride, r1)
    register_store(p + 2 &* rowStride, r2)
    register_store(p + 3 &* rowStride, r3)
  }
}
