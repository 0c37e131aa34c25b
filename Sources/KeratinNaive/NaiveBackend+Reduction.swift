public import KeratinKernels

extension NaiveBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func reduce<T: ArithmeticScalar>(
    _ operation: ReduceOperation, _ x: Span<T>, _ descriptor: Reduction, into y: inout MutableSpan<T>
  ) {
    let isFloating = T.elementType.isFloating
    let count = Double(descriptor.reducedCount)
    switch operation {
    case .sum where isFloating:
      fold(x, descriptor, into: &y, 0.0, { $0 + $1.asDouble }, { T(rounding: $0) })
    case .sum:
      fold(x, descriptor, into: &y, T(rounding: 0), { T.sum($0, $1) }, { $0 })
    case .mean:
      fold(x, descriptor, into: &y, 0.0, { $0 + $1.asDouble }, { T(rounding: $0 / count) })
    case .product where isFloating:
      fold(x, descriptor, into: &y, 1.0, { $0 * $1.asDouble }, { T(rounding: $0) })
    case .product:
      fold(x, descriptor, into: &y, T(rounding: 1), { T.product($0, $1) }, { $0 })
    case .maximum:
      fold(x, descriptor, into: &y, T(rounding: -.infinity), { larger($0, $1) }, { $0 })
    case .minimum:
      fold(x, descriptor, into: &y, T(rounding: .infinity), { smaller($0, $1) }, { $0 })
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func argReduce<T: ArithmeticScalar>(
    largest: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<Int32>
  ) {
    let (count, inner) = (descriptor.count, descriptor.inner)
    for o in 0..<descriptor.outer {
      for n in 0..<inner {
        var best = 0
        for i in 0..<count {
          let candidate = x[(o * count + i) * inner + n]
          let champion = x[(o * count + best) * inner + n]
          if champion != champion { break }
          if candidate != candidate || (largest ? candidate > champion : candidate < champion) { best = i }
        }
        y[o * inner + n] = Int32(best)
      }
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public func cumulative<T: ArithmeticScalar>(
    product: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<T>
  ) {
    switch (product, T.elementType.isFloating) {
    case (false, true): scan(x, descriptor, into: &y, 0.0, { $0 + $1.asDouble }, { T(rounding: $0) })
    case (true, true): scan(x, descriptor, into: &y, 1.0, { $0 * $1.asDouble }, { T(rounding: $0) })
    case (false, false): scan(x, descriptor, into: &y, T(rounding: 0), { T.sum($0, $1) }, { $0 })
    case (true, false): scan(x, descriptor, into: &y, T(rounding: 1), { T.product($0, $1) }, { $0 })
    }
  }
}

/// y = result(initial ∘ x₀ ∘ x₁ …) over the reduced axes of x in row-major order, for each place on the kept ones.
@inline(__always)
private func fold<T: Scalar, A>(
  _ x: Span<T>, _ descriptor: Reduction, into y: inout MutableSpan<T>, _ initial: A, _ combine: (A, T) -> A,
  _ result: (A) -> T
) {
  let strides = Shape(descriptor.extents).strides
  let kept = descriptor.extents.indices.filter { !descriptor.isReduced[$0] }
  let reduced = descriptor.extents.indices.filter { descriptor.isReduced[$0] }
  var places = RowWalk(extents: kept.map { descriptor.extents[$0] }, strides: [kept.map { strides[$0] }])
  var rows = RowWalk(extents: reduced.map { descriptor.extents[$0] }, strides: [reduced.map { strides[$0] }])
  let step = rows.steps[0]
  var i = 0
  while places.next() {
    for j in 0..<places.length {
      var accumulator = initial
      rows.restart(at: places.offsets[0] + j * places.steps[0])
      while rows.next() {
        let start = rows.offsets[0]
        for l in 0..<rows.length { accumulator = combine(accumulator, x[start + l * step]) }
      }
      y[i] = result(accumulator)
      i += 1
    }
  }
}

/// y[o, i, n] = result(initial ∘ x[o, 0, n] ∘ … ∘ x[o, i, n]).
@inline(__always)
private func scan<T: Scalar, A>(
  _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<T>, _ initial: A, _ combine: (A, T) -> A,
  _ result: (A) -> T
) {
  for o in 0..<descriptor.outer {
    for n in 0..<descriptor.inner {
      var accumulator = initial
      for i in 0..<descriptor.count {
        let place = (o * descriptor.count + i) * descriptor.inner + n
        accumulator = combine(accumulator, x[place])
        y[place] = result(accumulator)
      }
    }
  }
}
