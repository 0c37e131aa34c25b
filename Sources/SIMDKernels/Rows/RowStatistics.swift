internal import CVector

/// The largest element of a row, in every lane; NaN in the row may be passed over.
@inline(__always)
func largest(_ x: UnsafePointer<Float>, _ length: Int) -> Floats {
  let least = Floats(repeating: -.infinity)
  var (a, b) = (least, least)
  var i = 0
  while i &+ 2 &* lanes <= length {
    a = vector_max(a, vector_load(x + i))
    b = vector_max(b, vector_load(x + (i &+ lanes)))
    i &+= 2 &* lanes
  }
  while i < length {
    let width = min(lanes, length &- i)
    a = vector_max(a, vector_select(vector_first(width), vector_load_first(x + i, width), least))
    i &+= width
  }
  return vector_greatest(vector_max(a, b))
}

/// The sum of e^(x − shift) over a row, in every lane.
@inline(__always)
func sumOfExponentials(
  _ x: UnsafePointer<Float>, _ length: Int, _ shift: Floats, _ places: UnsafeMutablePointer<Floats>
) -> Floats {
  @inline(__always)
  func term(_ i: Int, _ width: Int) -> Floats {
    let e = exp(vector_load_first(x + i, width) - shift)
    return width == 16 ? e : vector_select(vector_first(width), e, .zero)
  }
  return vector_sum(sumInBlocks(length, places, term))
}

/// y = e^(x − the largest x), and the sum of that, in every lane.
@inline(__always)
func storeExponentials(
  _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ length: Int, _ places: UnsafeMutablePointer<Floats>
) -> Floats {
  let shift = largest(x, length)
  @inline(__always)
  func term(_ i: Int, _ width: Int) -> Floats {
    let e = exp(vector_load_first(x + i, width) - shift)
    vector_store_first(y + i, e, width)
    return width == 16 ? e : vector_select(vector_first(width), e, .zero)
  }
  return vector_sum(sumInBlocks(length, places, term))
}

/// Σ a·b over a row, in every lane.
@inline(__always)
func innerProduct(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ length: Int, _ places: UnsafeMutablePointer<Floats>
) -> Floats {
  @inline(__always)
  func term(_ i: Int, _ width: Int) -> Floats {
    vector_load_first(a + i, width) * vector_load_first(b + i, width)
  }
  return vector_sum(sumInBlocks(length, places, term))
}

/// The lanes' sums of `term` over the vectors of a row: 256 elements in sequence, more in a tree.
@inline(__always)
func sumInBlocks(
  _ length: Int, _ places: UnsafeMutablePointer<Floats>, _ term: (_ place: Int, _ width: Int) -> Floats
) -> Floats {
  if length <= 256 { return sum(from: 0, to: length, term) }
  var cascade = Cascade(places)
  var i = 0
  while i < length {
    let end = min(i &+ 256, length)
    cascade.add(sum(from: i, to: end, term), add)
    i = end
  }
  return cascade.result(add)
}

@inline(__always)
private func sum(from start: Int, to end: Int, _ term: (_ place: Int, _ width: Int) -> Floats) -> Floats {
  var total = Floats(repeating: 0)
  var i = start
  while i &+ lanes <= end {
    total += term(i, 16)
    i &+= lanes
  }
  if i < end { total += term(i, end &- i) }
  return total
}

/// A row of at most 16 elements, held in a vector.
struct RegisterRow {
  let x: Floats
  let isInside: Integers

  @inline(__always)
  init(_ p: UnsafePointer<Float>, _ length: Int) {
    x = vector_load_first(p, length)
    isInside = vector_first(length)
  }

  /// The elements less their largest; its exponentials (0 outside the row) and their sum in every lane.
  @inline(__always)
  func exponentials() -> (shifted: Floats, exponentials: Floats, sum: Floats) {
    let largest = vector_select(isInside, x, Floats(repeating: -.infinity))
    let shifted = x - vector_greatest(largest)
    let e = vector_select(isInside, exp(shifted), .zero)
    return (shifted, e, vector_sum(e))
  }
}
