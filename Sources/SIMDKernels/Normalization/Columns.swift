internal import CVector

/// Rows that are added up in Float before they are added to a sum in Double.
private let runLength = 16

/// Σ term(row): runs of rows in Float, the runs in Double, so that the error does not grow with the number of rows.
@inline(__always)
func sumOfRows(_ rows: Int, _ term: (Int) -> Floats) -> (low: Doubles, high: Doubles) {
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
func store(_ sum: (low: Doubles, high: Doubles), _ place: UnsafeMutablePointer<Double>, _ width: Int) {
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
    let total = sumOfRows(rows) { vector_load_first(place + $0 &* columns, width) }
    let mean = vector_narrow(total.low * share, total.high * share)
    // What the rounded mean leaves over, so that both moments are those about the true one.
    let rest = sumOfRows(rows) { vector_load_first(place + $0 &* columns, width) - mean }
    let squares = sumOfRows(rows) { row -> Floats in
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
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mask: UnsafePointer<UInt8>?, _ mean: UnsafePointer<Float>,
  _ rows: Int, _ columns: Int, _ sums: UnsafeMutablePointer<Double>
) {
  if let mask {
    @inline(__always)
    func masked(_ place: Int, _ width: Int) -> Floats { load(dy, mask, place, width) }
    gradientSums(x, masked, mean, rows, columns, sums)
  } else {
    @inline(__always)
    func plain(_ place: Int, _ width: Int) -> Floats { vector_load_first(dy + place, width) }
    gradientSums(x, plain, mean, rows, columns, sums)
  }
}

@inline(__always)
private func gradientSums(
  _ x: UnsafePointer<Float>, _ dy: (_ place: Int, _ width: Int) -> Floats, _ mean: UnsafePointer<Float>, _ rows: Int,
  _ columns: Int, _ sums: UnsafeMutablePointer<Double>
) {
  var j = 0
  while j < columns {
    let width = min(lanes, columns &- j)
    let mean = vector_load_first(mean + j, width)
    store(sumOfRows(rows) { dy($0 &* columns &+ j, width) }, sums + j, width)
    let products = sumOfRows(rows) { row -> Floats in
      let place = row &* columns &+ j
      return dy(place, width) * (vector_load_first(x + place, width) - mean)
    }
    store(products, sums + (columns &+ j), width)
    j &+= width
  }
}

/// Elements of x where the mask lets them through, else 0.
@inline(__always)
private func load(_ x: UnsafePointer<Float>, _ mask: UnsafePointer<UInt8>, _ place: Int, _ width: Int) -> Floats {
  vector_select(
    vector_bytes_mask(vector_load_first_byte(mask + place, width)), vector_load_first(x + place, width), .zero)
}

/// Rows that are gone through in one run of cache lines before their columns' numbers are read again.
private let blockRows = 8

/// Calls `body` for each vector of columns in each block of rows.
@inline(__always)
private func forEachBlock(
  _ rows: Int, _ columns: Int, _ body: (_ column: Int, _ width: Int, _ place: Int, _ rows: Int) -> Void
) {
  var row = 0
  while row < rows {
    let count = min(blockRows, rows &- row)
    var j = 0
    while j < columns {
      let width = min(lanes, columns &- j)
      body(j, width, row &* columns &+ j, count)
      j &+= width
    }
    row &+= count
  }
}

/// y = (x − mean)·factor + β + residual, of which negatives become 0 if `rectifies`; mask = 1 where y > 0.
func scaleColumns(
  _ x: UnsafePointer<Float>, _ residual: UnsafePointer<Float>?, _ mean: UnsafePointer<Float>,
  _ factor: UnsafePointer<Float>, _ beta: UnsafePointer<Float>, _ rectifies: Bool, _ y: UnsafeMutablePointer<Float>,
  _ mask: UnsafeMutablePointer<UInt8>?, _ rows: Int, _ columns: Int
) {
  @inline(__always)
  func scale(_ j: Int, _ width: Int, _ start: Int, _ count: Int) {
    let (mean, factor) = (vector_load_first(mean + j, width), vector_load_first(factor + j, width))
    let beta = vector_load_first(beta + j, width)
    var place = start
    for _ in 0..<count {
      let difference = vector_load_first(x + place, width) - mean
      var value = vector_multiply_add(difference, factor, beta)
      if let residual { value = value + vector_load_first(residual + place, width) }
      if rectifies { value = relu(value) }
      if let mask {
        vector_store_first_byte(mask + place, vector_mask_bytes(vector_less(.zero, value)), width)
      }
      vector_store_first(y + place, value, width)
      place &+= columns
    }
  }
  forEachBlock(rows, columns, scale)
}

/// dx = (dy − c + (x − mean)·b)·a.
func columnGradient(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mask: UnsafePointer<UInt8>?, _ mean: UnsafePointer<Float>,
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>,
  _ rows: Int, _ columns: Int
) {
  @inline(__always)
  func differentiate(_ j: Int, _ width: Int, _ start: Int, _ count: Int) {
    let (mean, c) = (vector_load_first(mean + j, width), vector_load_first(c + j, width))
    let (a, b) = (vector_load_first(a + j, width), vector_load_first(b + j, width))
    var place = start
    for _ in 0..<count {
      let difference = vector_load_first(x + place, width) - mean
      let upstream: Floats
      if let mask { upstream = load(dy, mask, place, width) } else { upstream = vector_load_first(dy + place, width) }
      vector_store_first(dx + place, vector_multiply_add(difference, b, upstream - c) * a, width)
      place &+= columns
    }
  }
  forEachBlock(rows, columns, differentiate)
}
