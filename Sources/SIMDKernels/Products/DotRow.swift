internal import CVector

/// Four dot products of one row of A, each spread over the lanes of a register; or a register from each of four columns of B.
struct DotRow {
  var v0 = register_zero()
  var v1 = register_zero()
  var v2 = register_zero()
  var v3 = register_zero()

  @_transparent init() {}

  @_transparent
  init(_ v0: vector_register, _ v1: vector_register, _ v2: vector_register, _ v3: vector_register) {
    self.v0 = v0
    self.v1 = v1
    self.v2 = v2
    self.v3 = v3
  }

  /// self += a·b, lane by lane.
  @_transparent mutating func add(_ a: vector_register, _ b: DotRow) {
    v0 = register_multiply_add(a, b.v0, v0)
    v1 = register_multiply_add(a, b.v1, v1)
    v2 = register_multiply_add(a, b.v2, v2)
    v3 = register_multiply_add(a, b.v3, v3)
  }

  /// The sum of each register's lanes.
  @_transparent var sums: vector_float4 { register_sums(v0, v1, v2, v3) }
}
