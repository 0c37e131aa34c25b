internal import CVector

/// Elements that are combined before the cascade takes over.
private let blockLength = 512

/// The lanes' combination of at most ``blockLength`` neighbours; `identity` fills lanes that have none.
@inline(__always)
private func combineBlock(
  _ x: UnsafePointer<Float>, _ count: Int, _ identity: Floats, _ combine: (Floats, Floats) -> Floats
) -> Floats {
  var i = 0
  var result = identity
  if count >= 4 &* lanes {
    // Four chains of additions keep the units busy while one waits for its last sum.
    var (a, b, c, d) = (
      vector_load(x), vector_load(x + lanes), vector_load(x + 2 &* lanes), vector_load(x + 3 &* lanes)
    )
    i = 4 &* lanes
    while i &+ 4 &* lanes <= count {
      a = combine(a, vector_load(x + i))
      b = combine(b, vector_load(x + (i &+ lanes)))
      c = combine(c, vector_load(x + (i &+ 2 &* lanes)))
      d = combine(d, vector_load(x + (i &+ 3 &* lanes)))
      i &+= 4 &* lanes
    }
    result = combine(combine(a, b), combine(c, d))
  }
  while i &+ lanes <= count {
    result = combine(result, vector_load(x + i))
    i &+= lanes
  }
  if i < count {
    let tail = vector_select(vector_first(count &- i), vector_load_first(x + i, count &- i), identity)
    result = combine(result, tail)
  }
  return result
}

/// The lanes' combination of `count` neighbours.
@inline(__always)
func combineRun(
  _ x: UnsafePointer<Float>, _ count: Int, _ identity: Floats, _ combine: (Floats, Floats) -> Floats,
  _ places: UnsafeMutablePointer<Floats>
) -> Floats {
  if count <= blockLength { return combineBlock(x, count, identity, combine) }
  var cascade = Cascade(places)
  addRun(x, count, identity, combine, to: &cascade)
  return cascade.result(combine)
}

/// Adds `count` neighbours to a cascade, block by block.
@inline(__always)
func addRun(
  _ x: UnsafePointer<Float>, _ count: Int, _ identity: Floats, _ combine: (Floats, Floats) -> Floats,
  to cascade: inout Cascade
) {
  var i = 0
  while i < count {
    let length = min(blockLength, count &- i)
    cascade.add(combineBlock(x + i, length, identity, combine), combine)
    i &+= length
  }
}
