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
  switch operation {
  case .sum: reduce(x, columns, nest, y, identity: 0) { $0 + $1 }
  case .mean:
    reduce(x, columns, nest, y, identity: 0) { $0 + $1 }
    let count = Floats(repeating: Float(nest.count))
    map(y, y, columns) { $0 / count }
  case .product: reduce(x, columns, nest, y, identity: 1) { $0 * $1 }
  case .maximum: reduce(x, columns, nest, y, identity: -.infinity) { vector_max_or_nan($0, $1) }
  case .minimum: reduce(x, columns, nest, y, identity: .infinity) { vector_min_or_nan($0, $1) }
  }
}

@inline(__always)
private func reduce(
  _ x: UnsafePointer<Float>, _ columns: Int, _ nest: ReductionNest, _ y: UnsafeMutablePointer<Float>,
  identity: Float, _ combine: (Floats, Floats) -> Floats
) {
  if nest.count == 0 { return spread(Floats(repeating: identity), y, columns) }
  if columns < lanes && nest.outerCount == 0 && nest.stride == columns && nest.extent >= 2 &* lanes {
    return reduceNarrow(x, columns, nest.extent, y, combine)
  }
  reduceGroups(x, columns, nest, y, combine)
}

/// Column by column in groups of vectors.
@inline(__always)
private func reduceGroups(
  _ x: UnsafePointer<Float>, _ columns: Int, _ nest: ReductionNest, _ y: UnsafeMutablePointer<Float>,
  _ combine: (Floats, Floats) -> Floats
) {
  var j = 0
  while j &+ 2 &* lanes <= columns {
    let (a, b) = reducePair(x + j, nest, combine)
    vector_store(y + j, a)
    vector_store(y + (j &+ lanes), b)
    j &+= 2 &* lanes
  }
  while j < columns {
    let width = min(lanes, columns &- j)
    vector_store_first(y + j, reduceSingle(x + j, width, nest, combine), width)
    j &+= width
  }
}

/// Two vectors of columns: whole cache lines at a time.
@inline(__always)
private func reducePair(
  _ x: UnsafePointer<Float>, _ nest: ReductionNest, _ combine: (Floats, Floats) -> Floats
) -> (Floats, Floats) {
  withUnsafeTemporaryAllocation(of: Floats.self, capacity: 16) { places in
    var first = Cascade(places.baseAddress!, capacity: 8)
    var second = Cascade(places.baseAddress! + 8, capacity: 8)
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
}

/// `width` columns, at most a vector.
@inline(__always)
private func reduceSingle(
  _ x: UnsafePointer<Float>, _ width: Int, _ nest: ReductionNest, _ combine: (Floats, Floats) -> Floats
) -> Floats {
  withUnsafeTemporaryAllocation(of: Floats.self, capacity: 8) { places in
    var cascade = Cascade(places.baseAddress!, capacity: 8)
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
}

/// Fewer columns than lanes, dense: 16 rows are seen as one, and its 16 parts combined at the end.
@inline(__always)
private func reduceNarrow(
  _ x: UnsafePointer<Float>, _ columns: Int, _ rows: Int, _ y: UnsafeMutablePointer<Float>,
  _ combine: (Floats, Floats) -> Floats
) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: lanes &* lanes) { parts in
    let parts = parts.baseAddress!
    let wide = lanes &* columns
    reduceGroups(x, wide, ReductionNest(extent: rows / lanes, stride: wide), parts, combine)
    var result = reduceSingle(parts, columns, ReductionNest(extent: lanes, stride: columns), combine)
    let rest = rows % lanes
    if rest > 0 {
      let tail = reduceSingle(
        x + (rows &- rest) &* columns, columns, ReductionNest(extent: rest, stride: columns), combine)
      result = combine(result, tail)
    }
    vector_store_first(y, result, columns)
  }
}
