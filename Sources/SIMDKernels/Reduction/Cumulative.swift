internal import CVector

/// y[(o·count + i)·inner + n] = the sum (product) of x[(o·count + 0…i)·inner + n], for n below columns.
func cumulative(
  _ product: Bool, _ x: UnsafePointer<Float>, _ outer: Int, _ count: Int, _ inner: Int, _ columns: Int,
  _ y: UnsafeMutablePointer<Float>
) {
  if product {
    scan(x, outer, count, inner, columns, y, identity: 1, multiply)
  } else {
    scan(x, outer, count, inner, columns, y, identity: 0, add)
  }
}

@inline(__always)
private func scan(
  _ x: UnsafePointer<Float>, _ outer: Int, _ count: Int, _ inner: Int, _ columns: Int,
  _ y: UnsafeMutablePointer<Float>, identity: Float, _ combine: (Floats, Floats) -> Floats
) {
  let identity = Floats(repeating: identity)
  for o in 0..<outer {
    let start = o &* count &* inner
    if inner == 1 {
      scanRow(x + start, count, y + start, identity, combine)
      continue
    }
    var n = 0
    while n < columns {
      let width = min(lanes, columns &- n)
      var total = identity
      var place = start &+ n
      for _ in 0..<count {
        total = combine(total, vector_load_first(x + place, width))
        vector_store_first(y + place, total, width)
        place &+= inner
      }
      n &+= width
    }
  }
}

/// Within a vector by doubling distances, from vector to vector by the last lane.
@inline(__always)
private func scanRow(
  _ x: UnsafePointer<Float>, _ count: Int, _ y: UnsafeMutablePointer<Float>, _ identity: Floats,
  _ combine: (Floats, Floats) -> Floats
) {
  var carry = identity
  var i = 0
  while i < count {
    let width = min(lanes, count &- i)
    var v = vector_load_first(x + i, width)
    v = combine(vector_shift_1(v, identity), v)
    v = combine(vector_shift_2(v, identity), v)
    v = combine(vector_shift_4(v, identity), v)
    v = combine(carry, combine(vector_shift_8(v, identity), v))
    vector_store_first(y + i, v, width)
    carry = vector_spread_last(v)
    i &+= width
  }
}
