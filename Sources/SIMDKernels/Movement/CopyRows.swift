internal import CVector

/// y[i·rowY + j] = x[i·rowX + j·step] for i below rows and j below length.
func copyRows(
  _ x: UnsafePointer<Float>, _ rowX: Int, _ step: Int, _ y: UnsafeMutablePointer<Float>, _ rowY: Int, _ rows: Int,
  _ length: Int
) {
  switch step {
  case 1:
    for i in 0..<rows { map(x + i &* rowX, y + i &* rowY, length, identity) }
  case 0:
    for i in 0..<rows { spread(Floats(repeating: x[i &* rowX]), y + i &* rowY, length) }
  case -1:
    for i in 0..<rows { copyReversed(x + i &* rowX, y + i &* rowY, length) }
  default:
    for i in 0..<rows { copyStrided(x + i &* rowX, step, y + i &* rowY, length) }
  }
}

/// y[j] = x[−j].
@inline(__always)
private func copyReversed(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ length: Int) {
  var j = 0
  while j &+ lanes <= length {
    vector_store(y + j, vector_reverse(vector_load(x - (j &+ lanes &- 1))))
    j &+= lanes
  }
  let rest = length &- j
  if rest > 0 { vector_store_first(y + j, vector_load_strided_first(x - j, -1, rest), rest) }
}

/// y[j] = x[j·step].
@inline(__always)
func copyStrided(_ x: UnsafePointer<Float>, _ step: Int, _ y: UnsafeMutablePointer<Float>, _ length: Int) {
  var j = 0
  while j &+ lanes <= length {
    vector_store(y + j, vector_load_strided(x + j &* step, step))
    j &+= lanes
  }
  let rest = length &- j
  if rest > 0 { vector_store_first(y + j, vector_load_strided_first(x + j &* step, step, rest), rest) }
}
