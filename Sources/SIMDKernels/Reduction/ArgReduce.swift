internal import CVector

/// y[o·inner + n] = the lowest i for which x[(o·count + i)·inner + n] is the largest (smallest), for n below columns;
/// the first NaN counts as both.
func argReduce(
  _ largest: Bool, _ x: UnsafePointer<Float>, _ outer: Int, _ count: Int, _ inner: Int, _ columns: Int,
  _ y: UnsafeMutablePointer<Int32>
) {
  if largest {
    argReduce(x, outer, count, inner, columns, y, worst: -.infinity) { vector_less($1, $0) }
  } else {
    argReduce(x, outer, count, inner, columns, y, worst: .infinity) { vector_less($0, $1) }
  }
}

/// The best values so far and their places.
private struct Champions {
  var values: Floats
  var places: Integers

  /// Takes over where a candidate that comes later is better.
  @inline(__always)
  mutating func challenge(_ candidates: Floats, _ at: Integers, _ isBetter: (Floats, Floats) -> Integers) {
    let isNewNaN = vector_is_nan(candidates) & ~vector_is_nan(values)
    let wins = isNewNaN | isBetter(candidates, values)
    values = vector_select(wins, candidates, values)
    places = vector_select_int(wins, at, places)
  }

  /// Takes over where the other is better, or as good and in a lower place.
  @inline(__always)
  mutating func merge(_ other: Champions, _ isBetter: (Floats, Floats) -> Integers) {
    let (mine, theirs) = (vector_is_nan(values), vector_is_nan(other.values))
    let ties = (mine & theirs) | vector_equal(values, other.values)
    let isLower = vector_less_int(other.places, places)
    let wins = (theirs & ~mine) | (isBetter(other.values, values) & ~mine) | (ties & isLower)
    values = vector_select(wins, other.values, values)
    places = vector_select_int(wins, other.places, places)
  }

  @inline(__always)
  func swapped(_ swap: (Floats) -> Floats) -> Champions {
    Champions(values: swap(values), places: vector_bits(swap(vector_from_bits(places))))
  }
}

@inline(__always)
private func argReduce(
  _ x: UnsafePointer<Float>, _ outer: Int, _ count: Int, _ inner: Int, _ columns: Int,
  _ y: UnsafeMutablePointer<Int32>, worst: Float, _ isBetter: (Floats, Floats) -> Integers
) {
  let worst = Floats(repeating: worst)
  for o in 0..<outer {
    let place = x + o &* count &* inner
    if inner == 1 {
      y[o] = argReduceRow(place, count, worst, isBetter)
      continue
    }
    var n = 0
    while n < columns {
      let width = min(lanes, columns &- n)
      var champions = Champions(values: worst, places: .zero)
      for i in 0..<count {
        let candidates = vector_load_first(place + (i &* inner &+ n), width)
        champions.challenge(candidates, Integers(repeating: Int32(truncatingIfNeeded: i)), isBetter)
      }
      vector_store_first_int(y + (o &* inner &+ n), champions.places, width)
      n &+= width
    }
  }
}

@inline(__always)
private func argReduceRow(
  _ x: UnsafePointer<Float>, _ count: Int, _ worst: Floats, _ isBetter: (Floats, Floats) -> Integers
) -> Int32 {
  var at = vector_lanes()
  var champions = Champions(values: worst, places: at)
  var i = 0
  while i &+ lanes <= count {
    champions.challenge(vector_load(x + i), at, isBetter)
    at &+= Integers(repeating: 16)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    let tail = vector_select(vector_first(rest), vector_load_first(x + i, rest), worst)
    champions.challenge(tail, at, isBetter)
  }
  champions.merge(champions.swapped { vector_swap_8($0) }, isBetter)
  champions.merge(champions.swapped { vector_swap_4($0) }, isBetter)
  champions.merge(champions.swapped { vector_swap_2($0) }, isBetter)
  champions.merge(champions.swapped { vector_swap_1($0) }, isBetter)
  return champions.places[0]
}
