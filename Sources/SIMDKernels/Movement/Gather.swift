internal import CVector

/// y[i, :] = table[indices[i], :] for i below count, all `outside` for an index outside 0..<rows.
func gather(
  _ table: UnsafePointer<Float>, _ rows: Int, _ length: Int, _ indices: UnsafePointer<Int32>, _ outside: Float,
  _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  if length == 1 { return gatherElements(table, rows, indices, outside, y, count) }
  for i in 0..<count {
    let row = Int(indices[i])
    if row >= 0 && row < rows {
      map(table + row &* length, y + i &* length, length, identity)
    } else {
      spread(Floats(repeating: outside), y + i &* length, length)
    }
  }
}

/// The same for rows of one element, 16 at a time.
@inline(__always)
private func gatherElements(
  _ table: UnsafePointer<Float>, _ rows: Int, _ indices: UnsafePointer<Int32>, _ outside: Float,
  _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  let limit = Integers(repeating: Int32(clamping: rows))
  var i = 0
  while i < count {
    let width = min(lanes, count &- i)
    let index = vector_load_first_int(indices + i, width)
    let isInside = vector_less_int(Integers(repeating: -1), index) & vector_less_int(index, limit)
    // An index outside reads the first element, which is not used.
    let found = rows > 0 ? vector_gather(table, index & isInside) : Floats(repeating: outside)
    vector_store_first(y + i, vector_select(isInside, found, Floats(repeating: outside)), width)
    i &+= width
  }
}

/// table = 0, then table[indices[i], :] += y[i, :] for i below count, in that order, indices outside passed over; of
/// rows of `length` elements `width` from the given addresses on.
func gatherAdjoint(
  _ y: UnsafePointer<Float>, _ indices: UnsafePointer<Int32>, _ count: Int, _ table: UnsafeMutablePointer<Float>,
  _ rows: Int, _ length: Int, _ width: Int
) {
  if width == length {
    spread(.zero, table, rows &* length)
  } else {
    for row in 0..<rows { spread(.zero, table + row &* length, width) }
  }
  for i in 0..<count {
    let row = Int(indices[i])
    if row < 0 || row >= rows { continue }
    let place = table + row &* length
    zip(place, y + i &* length, place, width, add)
  }
}
