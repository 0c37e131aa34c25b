internal import CVector

/// x[j·step] += y[j] for j below count, in that order.
func accumulate(_ y: UnsafePointer<Float>, _ x: UnsafeMutablePointer<Float>, _ step: Int, _ count: Int) {
  if step == 1 { return zip(x, y, x, count, add) }
  if step == 0 {
    return withPlaces { places in
      x[0] += vector_first_lane(vector_sum(combineRun(y, count, .zero, add, places)))
    }
  }
  var j = 0
  while j < count {
    let rest = min(lanes, count &- j)
    let place = x + j &* step
    let sums = vector_load_strided_first(place, step, rest) + vector_load_first(y + j, rest)
    vector_store_strided_first(place, step, sums, rest)
    j &+= rest
  }
}
