internal import CVector

/// y[i] = (bits >> 8)·2⁻²⁴ for the bits of element start + i; `start` is a multiple of 32.
func randomUniform(
  _ key0: UInt32, _ key1: UInt32, _ start: Int, _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  @inline(__always)
  func store(_ bits: Integers, _ place: Int, _ width: Int) {
    vector_store_first(y + place, vector_from_int(bits) * Floats(repeating: 0x1p-24), width)
  }
  forEachPair(key0, key1, start, count, store)
}

/// y[i] = x[i]·scale where the bits >> 8 of element start + i are at least `threshold`, else 0.
func dropout(
  _ key0: UInt32, _ key1: UInt32, _ start: Int, _ threshold: UInt32, _ scale: Float, _ x: UnsafePointer<Float>,
  _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  let limit = Integers(repeating: Int32(truncatingIfNeeded: threshold))
  let scale = Floats(repeating: scale)
  @inline(__always)
  func store(_ bits: Integers, _ place: Int, _ width: Int) {
    let isDropped = vector_less_int(bits, limit)
    let scaled = vector_load_first(x + place, width) * scale
    vector_store_first(y + place, vector_select(isDropped, .zero, scaled), width)
  }
  forEachPair(key0, key1, start, count, store)
}

/// Calls `body` with the upper 24 random bits of each vector of elements, its place, and how many lanes count.
@inline(__always)
private func forEachPair(
  _ key0: UInt32, _ key1: UInt32, _ start: Int, _ count: Int,
  _ body: (_ bits: Integers, _ place: Int, _ width: Int) -> Void
) {
  var i = 0
  while i &+ 2 &* lanes <= count {
    let (x, y) = threefry(key0, key1, (start &+ i) &>> 1)
    body(vector_upper_24(x), i, 16)
    body(vector_upper_24(y), i &+ lanes, 16)
    i &+= 2 &* lanes
  }
  let rest = count &- i
  if rest > 0 {
    let (x, y) = threefry(key0, key1, (start &+ i) &>> 1)
    body(vector_upper_24(x), i, min(lanes, rest))
    if rest > lanes { body(vector_upper_24(y), i &+ lanes, rest &- lanes) }
  }
}
