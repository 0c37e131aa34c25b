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

/// The sum of e^(x − shift) over a row, in every lane; each term also goes to `store`.
@inline(__always)
func sumOfExponentials(
  _ x: UnsafePointer<Float>, _ length: Int, _ shift: Floats, _ store: (Floats, _ place: Int, _ width: Int) -> Void
) -> Floats {
  let sums = sumInBlocks(length) { i, width in
    let e = exp(vector_load_first(x + i, width) - shift)
    store(e, i, width)
    return width == 16 ? e : vector_select(vector_first(width), e, .zero)
  }
  return vector_sum(sums)
}

/// Σ a·b over a row, in every lane.
@inline(__always)
func innerProduct(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ length: Int) -> Floats {
  let sums = sumInBlocks(length) { i, width in vector_load_first(a + i, width) * vector_load_first(b + i, width) }
  return vector_sum(sums)
}

/// The lanes' sums of `term` over the vectors of a row: 256 elements in sequence, more in a tree.
@inline(__always)
func sumInBlocks(_ length: Int, _ term: (_ place: Int, _ width: Int) -> Floats) -> Floats {
  if length <= 256 { return sum(from: 0, to: length, term) }
  return withUnsafeTemporaryAllocation(of: Floats.self, capacity: 16) { places in
    var cascade = Cascade(places.baseAddress!, capacity: 16)
    var i = 0
    while i < length {
      let end = min(i &+ 256, length)
      cascade.add(sum(from: i, to: end, term)) { $0 + $1 }
      i = end
    }
    return cascade.result { $0 + $1 }
  }
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
