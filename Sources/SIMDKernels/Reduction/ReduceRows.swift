internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

/// y[r] = operation over the axes of `nest`, the innermost contiguous, from x + r·rowStride on.
///
/// A sum of n elements is as exact as one of 14 + log₂ n terms in sequence.
func reduceRows(
  _ operation: ReduceOperation, _ x: UnsafePointer<Float>, _ rows: Int, _ rowStride: Int, _ nest: ReductionNest,
  _ y: UnsafeMutablePointer<Float>
) {
  switch operation {
  case .sum:
    reduce(x, rows, rowStride, nest, y, identity: 0, { $0 + $1 }, { vector_sum($0) })
  case .mean:
    reduce(x, rows, rowStride, nest, y, identity: 0, { $0 + $1 }, { vector_sum($0) })
    let count = Floats(repeating: Float(nest.count))
    map(y, y, rows) { $0 / count }
  case .product:
    reduce(x, rows, rowStride, nest, y, identity: 1, { $0 * $1 }, { vector_product($0) })
  case .maximum:
    reduce(
      x, rows, rowStride, nest, y, identity: -.infinity, { vector_max_or_nan($0, $1) }, { vector_largest($0) })
  case .minimum:
    reduce(
      x, rows, rowStride, nest, y, identity: .infinity, { vector_min_or_nan($0, $1) }, { vector_smallest($0) })
  }
}

@inline(__always)
private func reduce(
  _ x: UnsafePointer<Float>, _ rows: Int, _ rowStride: Int, _ nest: ReductionNest, _ y: UnsafeMutablePointer<Float>,
  identity: Float, _ combine: (Floats, Floats) -> Floats, _ fold: (Floats) -> Floats
) {
  let identity = Floats(repeating: identity)
  if nest.count == 0 { return spread(identity, y, rows) }
  if nest.outerCount > 0 {
    for row in 0..<rows {
      y[row] = vector_first_lane(fold(reduceNest(x + row &* rowStride, nest, identity, combine)))
    }
    return
  }
  var row = 0
  // Short rows are taken 16 at a time, one in each lane.
  if nest.extent <= 8 && rowStride < 1 << 26 {
    while row < rows {
      let count = min(lanes, rows &- row)
      let place = x + row &* rowStride
      var result = vector_load_strided_first(place, rowStride, count)
      for i in 1..<nest.extent {
        result = combine(result, vector_load_strided_first(place + i, rowStride, count))
      }
      vector_store_first(y + row, result, count)
      row &+= count
    }
    return
  }
  while row < rows {
    y[row] = vector_first_lane(fold(combineRun(x + row &* rowStride, nest.extent, identity, combine)))
    row &+= 1
  }
}

/// The lanes' combination of a nest with several axes.
@inline(__always)
private func reduceNest(
  _ x: UnsafePointer<Float>, _ nest: ReductionNest, _ identity: Floats, _ combine: (Floats, Floats) -> Floats
) -> Floats {
  withUnsafeTemporaryAllocation(of: Floats.self, capacity: 16) { places in
    var cascade = Cascade(places.baseAddress!, capacity: 16)
    for index in 0..<nest.outerSize {
      addRun(x + nest.offset(index), nest.extent, identity, combine, to: &cascade)
    }
    return cascade.result(combine)
  }
}
