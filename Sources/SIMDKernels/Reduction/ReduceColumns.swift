internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

/// Rows that are combined one after another before the cascade takes over.
private let blockRows = 64

/// y[j] = operation over the axes of `nest`, from x + j on, for j below columns.
///
/// A sum of n elements is as exact as one of 64 + log₂ n terms in sequence, up to 16 384 elements; beyond, of
/// 72 + n / 8192.
func reduceColumns(
  _ operation: ReduceOperation, _ x: UnsafePointer<Float>, _ columns: Int, _ nest: ReductionNest,
  _ y: UnsafeMutablePointer<Float>
) {
  withPlaces { reduceColumns(operation, x, columns, nest, y, $0) }
}

@inline(__always)
private func reduceColumns(
  _ operation: ReduceOperation, _ x: UnsafePointer<Float>, _ columns: Int, _ nest: ReductionNest,
  _ y: UnsafeMutablePointer<Float>, _ places: UnsafeMutablePointer<Floats>
) {
  switch operation {
  case .sum: reduce(x, columns, nest, y, places, identity: 0, add)
  case .mean:
    reduce(x, columns, nest, y, places, identity: 0, add)
    divide(y, columns, by: nest.count)
  case .product: reduce(x, columns, nest, y, places, identity: 1, multiply)
  case .maximum: reduce(x, columns, nest, y, places, identity: -.infinity, maximum)
  case .minimum: reduce(x, columns, nest, y, places, identity: .infinity, minimum)
  }
}

@inline(__always)
private func reduce(
  _ x: UnsafePointer<Float>, _ columns: Int, _ nest: ReductionNest, _ y: UnsafeMutablePointer<Float>,
  _ places: UnsafeMutablePointer<Floats>, identity: Float, _ combine: (Floats, Floats) -> Floats
) {
  if nest.count == 0 { return spread(Floats(repeating: identity), y, columns) }
  if columns < lanes && nest.outerCount == 0 && nest.stride == columns && nest.extent >= 2 &* lanes {
    return reduceNarrow(x, columns, nest.extent, y, combine, places)
  }
  reduceGroups(x, columns, nest, y, combine, places)
}

/// Column by column in groups of vectors.
@inline(__always)
private func reduceGroups(
  _ x: UnsafePointer<Float>, _ columns: Int, _ nest: ReductionNest, _ y: UnsafeMutablePointer<Float>,
  _ combine: (Floats, Floats) -> Floats, _ places: UnsafeMutablePointer<Floats>
) {
  var j = 0
  while j &+ 2 &* lanes <= columns {
    let (a, b) = reducePair(x + j, nest, combine, places)
    vector_store(y + j, a)
    vector_store(y + (j &+ lanes), b)
    j &+= 2 &* lanes
  }
  while j < columns {
    let width = min(lanes, columns &- j)
    vector_store_first(y + j, reduceSingle(x + j, width, nest, combine, places), width)
    j &+= width
  }
}

/// Two vectors of columns: whole cache lines at a time.
@inline(__always)
private func reducePair(
  _ x: UnsafePointer<Float>, _ nest: ReductionNest, _ combine: (Floats, Floats) -> Floats,
  _ places: UnsafeMutablePointer<Floats>
) -> (Floats, Floats) {
  var first = Cascade(places, capacity: 8)
  var second = Cascade(places + 8, capacity: 8)
  for index in 0..<nest.outerSize {
    var place = x + nest.offset(index)
    var row = 0
    while row < nest.extent {
      let end = min(row &+ blockRows, nest.extent)
      var (a, b) = (vector_load(place), vector_load(place + lanes))
      place += nest.stride
      row &+= 1
      while row < end {
        a = combine(a, vector_load(place))
        b = combine(b, vector_load(place + lanes))
        place += nest.stride
        row &+= 1
      }
      first.add(a, combine)
      second.add(b, combine)
    }
  }
  return (first.result(combine), second.result(combine))
}

/// `width` columns, at most a vector.
@inline(__always)
private func reduceSingle(
  _ x: UnsafePointer<Float>, _ width: Int, _ nest: ReductionNest, _ combine: (Floats, Floats) -> Floats,
  _ places: UnsafeMutablePointer<Floats>
) -> Floats {
  var cascade = Cascade(places, capacity: 8)
  for index in 0..<nest.outerSize {
    var place = x + nest.offset(index)
    var row = 0
    while row < nest.extent {
      let end = min(row &+ blockRows, nest.extent)
      var a = vector_load_first(place, width)
      place += nest.stride
      row &+= 1
      while row < end {
        a = combine(a, vector_load_first(place, width))
        place += nest.stride
        row &+= 1
      }
      cascade.add(a, combine)
    }
  }
  return cascade.result(combine)
}

/// Fewer columns than lanes, dense: 16 rows are seen as one, and its 16 parts combined at the end.
@inline(__always)
private func reduceNarrow(
  _ x: UnsafePointer<Float>, _ columns: Int, _ rows: Int, _ y: UnsafeMutablePointer<Float>,
  _ combine: (Floats, Floats) -> Floats, _ places: UnsafeMutablePointer<Floats>
) {
  var memory = vector_sixteen_rows()
  withUnsafeMutableBytes(of: &memory) { bytes in
    let parts = bytes.baseAddress!.assumingMemoryBound(to: Float.self)
    let wide = lanes &* columns
    reduceGroups(x, wide, ReductionNest(extent: rows / lanes, stride: wide), parts, combine, places)
    var result = reduceSingle(parts, columns, ReductionNest(extent: lanes, stride: columns), combine, places)
    let rest = rows % lanes
    if rest > 0 {
      let tail = reduceSingle(
        x + (rows &- rest) &* columns, columns, ReductionNest(extent: rest, stride: columns), combine, places)
      result = combine(result, tail)
    }
    vector_store_first(y, result, columns)
  }
}
