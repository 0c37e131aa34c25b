internal import CVector
internal import KeratinSIMDTable

/// y[i, j] = a[i, j] where condition[i, j] is not 0, else b[i, j], with y dense. Bits are moved as they are.
func select(
  _ condition: UnsafePointer<UInt8>, _ strideC: RowStride, _ a: UnsafePointer<Float>, _ strideA: RowStride,
  _ b: UnsafePointer<Float>, _ strideB: RowStride, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
) {
  for row in 0..<rows {
    let (c, p, q) = (condition + row &* strideC.row, a + row &* strideA.row, b + row &* strideB.row)
    let result = y + row &* length
    let single = vector_bytes_mask(SIMD16<UInt8>(repeating: c[0]))
    let (u, v) = (Floats(repeating: p[0]), Floats(repeating: q[0]))
    let (moveC, moveA, moveB) = (strideC.step != 0, strideA.step != 0, strideB.step != 0)
    var i = 0
    while i &+ lanes <= length {
      let mask = moveC ? vector_bytes_mask(vector_load_byte(c + i)) : single
      vector_store(
        result + i, vector_select(mask, moveA ? vector_load(p + i) : u, moveB ? vector_load(q + i) : v))
      i &+= lanes
    }
    let rest = length &- i
    if rest > 0 {
      let mask = moveC ? vector_bytes_mask(vector_load_first_byte(c + i, rest)) : single
      let chosen = vector_select(
        mask, moveA ? vector_load_first(p + i, rest) : u, moveB ? vector_load_first(q + i, rest) : v)
      vector_store_first(result + i, chosen, rest)
    }
  }
}
