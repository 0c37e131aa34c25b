internal import CVector

/// y[o·inner + n] = the lowest i for which x[(o·count + i)·inner + n] is the largest (smallest), for n below columns;
/// the first NaN counts as both.
func argReduce(
  _ largest: Bool, _ x: UnsafePointer<Float>, _ outer: Int, _ count: Int, _ inner: Int, _ columns: Int,
  _ y: UnsafeMutablePointer<Int32>
) {
  if largest {
    argReduce(x, outer, count, inner, columns, y, worst: -.infinity, isNotAbove)
  } else {
    argReduce(x, outer, count, inner, columns, y, worst: .infinity, isNotBelow)
  }
}

/// The best values so far and their places.
private struct Champions {
  var values: Floats
  var places: Integers

  /// Takes over where a candidate that comes later is better, or the first NaN.
  @inline(__always)
  mutating func challenge(_ candidates: Floats, _ at: Integers, _ isWorse: (Floats, Floats) -> Integers) {
    let wins = vector_equal(values, values) & ~isWorse(candidates, values)
    values = vector_select(wins, candidates, values)
    places = vector_select_int(wins, at, places)
  }

  /// Takes over where the other is better, or as good and in a lower place.
  @inline(__always)
  mutating func merge(_ other: Champions, _ isWorse: (Floats, Floats) -> Integers) {
    let mine = vector_is_nan(values)
    let isBetter = ~mine & ~isWorse(other.values, values)
    let ties = (mine & vector_is_nan(other.values)) | vector_equal(values, other.values)
    let wins = isBetter | (ties & vector_less_int(other.places, places))
    values = vector_select(wins, other.values, values)
    places = vector_select_int(wins, other.places, places)
  }

  @inline(__always)
  func swapped(_ swap: (Floats) -> Floats) -> Champions {
    Champions(values: swap(values), places: vector_bits(swap(vector_from_bits(places))))
  }
}

@inline(__always)
private func isNotAbove(_ a: Floats, _ b: Floats) -> Integers { vector_less_equal(a, b) }
@inline(__always)
private func isNotBelow(_ a: Floats, _ b: Floats) -> Integers { vector_less_equal(b, a) }

/// `isWorse` tells where the first is no better than the second; it is false for NaN.
@inline(__always)
private func argReduce(
  _ x: UnsafePointer<Float>, _ outer: Int, _ count: Int, _ inner: Int, _ columns: Int,
  _ y: UnsafeMutablePointer<Int32>, worst: Float, _ isWorse: (Floats, Floats) -> Integers
) {
  let worst = Floats(repeating: worst)
  if inner == 1 && outer >= 4 && count <= 32 { return argReduceShort(x, outer, count, y, worst, isWorse) }
  for o in 0..<outer {
    let place = x + o &* count &* inner
    if inner == 1 {
      y[o] = argReduceRow(place, count, worst, isWorse)
      continue
    }
    var n = 0
    while n < columns {
      let width = min(lanes, columns &- n)
      var champions = Champions(values: worst, places: .zero)
      for i in 0..<count {
        let candidates = vector_load_first(place + (i &* inner &+ n), width)
        champions.challenge(candidates, Integers(repeating: Int32(truncatingIfNeeded: i)), isWorse)
      }
      vector_store_first_int(y + (o &* inner &+ n), champions.places, width)
      n &+= width
    }
  }
}

/// Short rows, 16 at a time, one in each lane.
@inline(__always)
private func argReduceShort(
  _ x: UnsafePointer<Float>, _ rows: Int, _ length: Int, _ y: UnsafeMutablePointer<Int32>, _ worst: Floats,
  _ isWorse: (Floats, Floats) -> Integers
) {
  var row = 0
  while row < rows {
    let width = min(lanes, rows &- row)
    var champions = Champions(values: worst, places: .zero)
    for i in 0..<length {
      let candidates = vector_load_strided_first(x + (row &* length &+ i), length, width)
      champions.challenge(candidates, Integers(repeating: Int32(truncatingIfNeeded: i)), isWorse)
    }
    vector_store_first_int(y + row, champions.places, width)
    row &+= width
  }
}

@inline(__always)
private func argReduceRow(
  _ x: UnsafePointer<Float>, _ count: Int, _ worst: Floats, _ isWorse: (Floats, Floats) -> Integers
) -> Int32 {
  var at = vector_lanes()
  var champions = Champions(values: worst, places: at)
  var i = 0
  while i &+ lanes <= count {
    champions.challenge(vector_load(x + i), at, isWorse)
    at &+= Integers(repeating: 16)
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 {
    let tail = vector_select(vector_first(rest), vector_load_first(x + i, rest), worst)
    champions.challenge(tail, at, isWorse)
  }
  champions.merge(champions.swapped(swap8), isWorse)
  champions.merge(champions.swapped(swap4), isWorse)
  champions.merge(champions.swapped(swap2), isWorse)
  champions.merge(champions.swapped(swap1), isWorse)
  return champions.places[0]
}

// Lanes so far apart change places.
@inline(__always)
private func swap8(_ v: Floats) -> Floats { vector_swap_8(v) }
@inline(__always)
private func swap4(_ v: Floats) -> Floats { vector_swap_4(v) }
@inline(__always)
private func swap2(_ v: Floats) -> Floats { vector_swap_2(v) }
@inline(__always)
private func swap1(_ v: Floats) -> Floats { vector_swap_1(v) }
