internal import CVector

/// Rows that are added up in Float before they are added to a sum in Double.
private let runLength = 16

/// Σ term(row): runs of rows in Float, the runs in Double, so that the error does not grow with the number of rows.
@inline(__always)
private func sum(_ rows: Int, _ term: (Int) -> Floats) -> (low: Doubles, high: Doubles) {
  var low = Doubles(repeating: 0)
  var high = Doubles(repeating: 0)
  var row = 0
  while row &+ runLength <= rows {
    var (a, b, c, d) = (term(row), term(row &+ 1), term(row &+ 2), term(row &+ 3))
    var next = row &+ 4
    row &+= runLength
    while next < row {
      a = a + term(next)
      b = b + term(next &+ 1)
      c = c + term(next &+ 2)
      d = d + term(next &+ 3)
      next &+= 4
    }
    let run = (a + b) + (c + d)
    low = low + vector_widen_low(run)
    high = high + vector_widen_high(run)
  }
  while row < rows {
    let value = term(row)
    low = low + vector_widen_low(value)
    high = high + vector_widen_high(value)
    row &+= 1
  }
  return (low, high)
}

@inline(__always)
private func store(_ sum: (low: Doubles, high: Doubles), _ place: UnsafeMutablePointer<Double>, _ width: Int) {
  if width == lanes {
    vector_store_double(place, sum.low)
    vector_store_double(place + 8, sum.high)
  } else {
    vector_store_first_double(place, sum.low, min(width, 8))
    if width > 8 { vector_store_first_double(place + 8, sum.high, width &- 8) }
  }
}

/// moments = the mean of each column, then Σ(x − mean)² of each.
func columnMoments(
  _ x: UnsafePointer<Float>, _ rows: Int, _ columns: Int, _ moments: UnsafeMutablePointer<Double>
) {
  let share = Doubles(repeating: 1 / Double(rows))
  let count = Doubles(repeating: Double(rows))
  var j = 0
  while j < columns {
    let width = min(lanes, columns &- j)
    let place = x + j
    let total = sum(rows) { vector_load_first(place + $0 &* columns, width) }
    let mean = vector_narrow(total.low * share, total.high * share)
    // What the rounded mean leaves over, so that both moments are those about the true one.
    let rest = sum(rows) { vector_load_first(place + $0 &* columns, width) - mean }
    let squares = sum(rows) { row -> Floats in
      let difference = vector_load_first(place + row &* columns, width) - mean
      return difference * difference
    }
    let (lowRest, highRest) = (rest.low * share, rest.high * share)
    store((vector_widen_low(mean) + lowRest, vector_widen_high(mean) + highRest), moments + j, width)
    store(
      (squares.low - lowRest * lowRest * count, squares.high - highRest * highRest * count),
      moments + (columns &+ j), width)
    j &+= width
  }
}

/// sums = Σ dy of each column, then Σ dy·(x − mean) of each.
func columnGradientSums(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mean: UnsafePointer<Float>, _ rows: Int, _ columns: Int,
  _ sums: UnsafeMutablePointer<Double>
) {
  var j = 0
  while j < columns {
    let width = min(lanes, columns &- j)
    let (x, dy) = (x + j, dy + j)
    let mean = vector_load_first(mean + j, width)
    store(sum(rows) { vector_load_first(dy + $0 &* columns, width) }, sums + j, width)
    let products = sum(rows) { row -> Floats in
      let place = row &* columns
      return vector_load_first(dy + place, width) * (vector_load_first(x + place, width) - mean)
    }
    store(products, sums + (columns &+ j), width)
    j &+= width
  }
}

/// y = (x − mean)·factor + β.
func scaleColumns(
  _ x: UnsafePointer<Float>, _ mean: UnsafePointer<Float>, _ factor: UnsafePointer<Float>,
  _ beta: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int
) {
  var j = 0
  while j < columns {
    let width = min(lanes, columns &- j)
    let (mean, factor) = (vector_load_first(mean + j, width), vector_load_first(factor + j, width))
    let beta = vector_load_first(beta + j, width)
    var place = j
    for _ in 0..<rows {
      let difference = vector_load_first(x + place, width) - mean
      vector_store_first(y + place, vector_multiply_add(difference, factor, beta), width)
      place &+= columns
    }
    j &+= width
  }
}

/// dx = (dy − c + (x − mean)·b)·a.
func columnGradient(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mean: UnsafePointer<Float>, _ a: UnsafePointer<Float>,
  _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int
) {
  var j = 0
  while j < columns {
    let width = min(lanes, columns &- j)
    let mean = vector_load_first(mean + j, width)
    let (a, b) = (vector_load_first(a + j, width), vector_load_first(b + j, width))
    let c = vector_load_first(c + j, width)
    var place = j
    for _ in 0..<rows {
      let difference = vector_load_first(x + place, width) - mean
      let rest = vector_load_first(dy + place, width) - c
      vector_store_first(dx + place, vector_multiply_add(difference, b, rest) * a, width)
      place &+= columns
    }
    j &+= width
  }
}
