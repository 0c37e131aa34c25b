internal import CVector
internal import KeratinSIMDTable

/// y[i] = f(x[i]) for i below count.
@inline(__always)
func map(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int, _ f: (Floats) -> Floats) {
  var i = 0
  while i &+ lanes <= count {
    vector_store(y + i, f(vector_load(x + i)))
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 { vector_store_first(y + i, f(vector_load_first(x + i, rest)), rest) }
}

/// y[i] = f(a[i], b[i]) for i below count.
@inline(__always)
func zip(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int,
  _ f: (Floats, Floats) -> Floats
) {
  var i = 0
  while i &+ lanes <= count {
    vector_store(y + i, f(vector_load(a + i), vector_load(b + i)))
    i &+= lanes
  }
  let rest = count &- i
  if rest > 0 { vector_store_first(y + i, f(vector_load_first(a + i, rest), vector_load_first(b + i, rest)), rest) }
}

/// y[i] = value for i below count.
@inline(__always)
func spread(_ value: Floats, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i &+ lanes <= count {
    vector_store(y + i, value)
    i &+= lanes
  }
  if i < count { vector_store_first(y + i, value, count &- i) }
}

/// y[i, j] = f(a[i, j], b[i, j]) with y dense.
@inline(__always)
func zipRows(
  _ a: UnsafePointer<Float>, _ strideA: RowStride, _ b: UnsafePointer<Float>, _ strideB: RowStride,
  _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int, _ f: (Floats, Floats) -> Floats
) {
  if strideA.step != 0 && strideB.step != 0 {
    if rows > 1 && length < ShortRow.limit {
      if strideB.row == 0 && strideA.row == length {
        return zipPeriodic(a, ShortRow(b, length), y, rows &* length, f)
      }
      if strideA.row == 0 && strideB.row == length {
        @inline(__always)
        func turned(_ v: Floats, _ u: Floats) -> Floats { f(u, v) }
        return zipPeriodic(b, ShortRow(a, length), y, rows &* length, turned)
      }
    }
    for i in 0..<rows {
      zip(a + i &* strideA.row, b + i &* strideB.row, y + i &* length, length, f)
    }
  } else if strideA.step != 0 {
    for i in 0..<rows {
      let single = Floats(repeating: b[i &* strideB.row])
      @inline(__always)
      func withSingle(_ u: Floats) -> Floats { f(u, single) }
      map(a + i &* strideA.row, y + i &* length, length, withSingle)
    }
  } else if strideB.step != 0 {
    for i in 0..<rows {
      let single = Floats(repeating: a[i &* strideA.row])
      @inline(__always)
      func withSingle(_ v: Floats) -> Floats { f(single, v) }
      map(b + i &* strideB.row, y + i &* length, length, withSingle)
    }
  } else {
    for i in 0..<rows {
      let value = f(Floats(repeating: a[i &* strideA.row]), Floats(repeating: b[i &* strideB.row]))
      spread(value, y + i &* length, length)
    }
  }
}

/// y[i] = f(x[i], row[i mod its length]): short rows meet one and the same row, as a bias, without a tail in each.
@inline(__always)
func zipPeriodic(
  _ x: UnsafePointer<Float>, _ row: consuming ShortRow, _ y: UnsafeMutablePointer<Float>, _ count: Int,
  _ f: (Floats, Floats) -> Floats
) {
  row.withRepetitions { repeated, length in
    let advance = lanes % length
    var phase = 0
    var i = 0
    while i &+ lanes <= count {
      vector_store(y + i, f(vector_load(x + i), vector_load(repeated + phase)))
      i &+= lanes
      phase &+= advance
      if phase >= length { phase &-= length }
    }
    let rest = count &- i
    if rest > 0 { vector_store_first(y + i, f(vector_load_first(x + i, rest), vector_load(repeated + phase)), rest) }
  }
}
