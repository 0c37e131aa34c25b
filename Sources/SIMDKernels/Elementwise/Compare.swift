internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

/// y[i, j] = 1 if the comparison of a[i, j] with b[i, j] holds, else 0, with y dense.
func compare(
  _ operation: CompareOperation, _ a: UnsafePointer<Float>, _ strideA: RowStride, _ b: UnsafePointer<Float>,
  _ strideB: RowStride, _ y: UnsafeMutablePointer<UInt8>, _ rows: Int, _ length: Int
) {
  switch operation {
  case .equal: compareRows(a, strideA, b, strideB, y, rows, length, equal)
  case .notEqual: compareRows(a, strideA, b, strideB, y, rows, length, notEqual)
  case .less: compareRows(a, strideA, b, strideB, y, rows, length, less)
  case .lessEqual: compareRows(a, strideA, b, strideB, y, rows, length, lessEqual)
  case .greater: compareRows(a, strideA, b, strideB, y, rows, length, greater)
  case .greaterEqual: compareRows(a, strideA, b, strideB, y, rows, length, greaterEqual)
  }
}

/// y[i, j] = 1 where the mask of a[i, j] and b[i, j] is set, else 0.
@inline(__always)
private func compareRows(
  _ a: UnsafePointer<Float>, _ strideA: RowStride, _ b: UnsafePointer<Float>, _ strideB: RowStride,
  _ y: UnsafeMutablePointer<UInt8>, _ rows: Int, _ length: Int, _ mask: (Floats, Floats) -> Integers
) {
  for row in 0..<rows {
    let (p, q, result) = (a + row &* strideA.row, b + row &* strideB.row, y + row &* length)
    // A row that is one element is read as such, whatever the loop's place.
    let (u, v) = (Floats(repeating: p[0]), Floats(repeating: q[0]))
    let (moveA, moveB) = (strideA.step != 0, strideB.step != 0)
    var i = 0
    while i &+ lanes <= length {
      let m = mask(moveA ? vector_load(p + i) : u, moveB ? vector_load(q + i) : v)
      vector_store_byte(result + i, vector_mask_bytes(m))
      i &+= lanes
    }
    let rest = length &- i
    if rest > 0 {
      let m = mask(
        moveA ? vector_load_first(p + i, rest) : u, moveB ? vector_load_first(q + i, rest) : v)
      vector_store_first_byte(result + i, vector_mask_bytes(m), rest)
    }
  }
}

@inline(__always)
private func equal(_ a: Floats, _ b: Floats) -> Integers { vector_equal(a, b) }
@inline(__always)
private func notEqual(_ a: Floats, _ b: Floats) -> Integers { vector_not_equal(a, b) }
@inline(__always)
private func less(_ a: Floats, _ b: Floats) -> Integers { vector_less(a, b) }
@inline(__always)
private func lessEqual(_ a: Floats, _ b: Floats) -> Integers { vector_less_equal(a, b) }
@inline(__always)
private func greater(_ a: Floats, _ b: Floats) -> Integers { vector_less(b, a) }
@inline(__always)
private func greaterEqual(_ a: Floats, _ b: Floats) -> Integers { vector_less_equal(b, a) }
