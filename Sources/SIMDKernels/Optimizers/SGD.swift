internal import CVector

/// w ← w − rate·g.
func descend(_ g: UnsafePointer<Float>, _ rate: Float, _ w: UnsafeMutablePointer<Float>, _ count: Int) {
  let rate = Floats(repeating: -rate)
  @inline(__always)
  func descend(_ g: Floats, _ w: Floats) -> Floats { vector_multiply_add(g, rate, w) }
  zip(g, w, w, count, descend)
}

/// v ← momentum·v − rate·g; w ← w + v, or w + momentum·v − rate·g with Nesterov.
func descendWithMomentum(
  _ g: UnsafePointer<Float>, _ rate: Float, _ momentum: Float, _ nesterov: Bool, _ w: UnsafeMutablePointer<Float>,
  _ v: UnsafeMutablePointer<Float>, _ count: Int
) {
  let rate = Floats(repeating: rate)
  let momentum = Floats(repeating: momentum)
  var i = 0
  while i < count {
    let width = min(lanes, count &- i)
    let step = vector_load_first(g + i, width) * rate
    let velocity = vector_multiply_subtract(momentum, vector_load_first(v + i, width), step)
    let change = nesterov ? vector_multiply_subtract(momentum, velocity, step) : velocity
    vector_store_first(v + i, velocity, width)
    vector_store_first(w + i, vector_load_first(w + i, width) + change, width)
    i &+= width
  }
}
