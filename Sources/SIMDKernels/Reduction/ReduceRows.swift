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
  withPlaces { reduceRows(operation, x, rows, rowStride, nest, y, $0) }
}

@inline(__always)
private func reduceRows(
  _ operation: ReduceOperation, _ x: UnsafePointer<Float>, _ rows: Int, _ rowStride: Int, _ nest: ReductionNest,
  _ y: UnsafeMutablePointer<Float>, _ places: UnsafeMutablePointer<Floats>
) {
  switch operation {
  case .sum:
    reduce(x, rows, rowStride, nest, y, places, identity: 0, add, sumOfLanes)
  case .mean:
    reduce(x, rows, rowStride, nest, y, places, identity: 0, add, sumOfLanes)
    divide(y, rows, by: nest.count)
  case .product:
    reduce(x, rows, rowStride, nest, y, places, identity: 1, multiply, productOfLanes)
  case .maximum:
    reduce(
      x, rows, rowStride, nest, y, places, identity: -.infinity, maximum, largestLane)
  case .minimum:
    reduce(
      x, rows, rowStride, nest, y, places, identity: .infinity, minimum, smallestLane)
  }
}

@inline(__always)
private func reduce(
  _ x: UnsafePointer<Float>, _ rows: Int, _ rowStride: Int, _ nest: ReductionNest, _ y: UnsafeMutablePointer<Float>,
  _ places: UnsafeMutablePointer<Floats>, identity: Float, _ combine: (Floats, Floats) -> Floats,
  _ fold: (Floats) -> Floats
) {
  let identity = Floats(repeating: identity)
  if nest.count == 0 { return spread(identity, y, rows) }
  if nest.outerCount > 0 {
    for row in 0..<rows {
      y[row] = vector_first_lane(fold(reduceNest(x + row &* rowStride, nest, identity, combine, places)))
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
    y[row] = vector_first_lane(fold(combineRun(x + row &* rowStride, nest.extent, identity, combine, places)))
    row &+= 1
  }
}

/// The lanes' combination of a nest with several axes.
@inline(__always)
private func reduceNest(
  _ x: UnsafePointer<Float>, _ nest: ReductionNest, _ identity: Floats, _ combine: (Floats, Floats) -> Floats,
  _ places: UnsafeMutablePointer<Floats>
) -> Floats {
  var cascade = Cascade(places)
  for index in 0..<nest.outerSize {
    addRun(x + nest.offset(index), nest.extent, identity, combine, to: &cascade)
  }
  return cascade.result(combine)
}

@inline(__always)
private func sumOfLanes(_ v: Floats) -> Floats { vector_sum(v) }
@inline(__always)
private func productOfLanes(_ v: Floats) -> Floats { vector_product(v) }
@inline(__always)
private func largestLane(_ v: Floats) -> Floats { vector_largest(v) }
@inline(__always)
private func smallestLane(_ v: Floats) -> Floats { vector_smallest(v) }

/// y[i] /= number, the last step of a mean.
func divide(_ y: UnsafeMutablePointer<Float>, _ count: Int, by number: Int) {
  let number = Floats(repeating: Float(number))
  @inline(__always)
  func quotient(_ sum: Floats) -> Floats { sum / number }
  map(y, y, count, quotient)
}
