/// Numbers with weights that stand for many numbers, so that quantiles of data too large to sort can be told: Keras's, digit by digit.
struct QuantileSummary {
  private var values: [Float] = []
  private var weights: [Float] = []

  init() {}

  /// Every so many of the sorted numbers, some 1 / epsilon of them.
  init(_ numbers: [Float], _ epsilon: Double) {
    let sorted = numbers.sorted()
    let step = max(Double(sorted.count) / (1 / epsilon), 1)
    values = stride(from: Int(step - 1), to: sorted.count, by: Int(step)).map { sorted[$0] }
    weights = values.map { _ in Float(step) }
  }

  var isEmpty: Bool { values.isEmpty }

  func merged(with other: QuantileSummary, _ epsilon: Double) -> QuantileSummary {
    let all = zip(values + other.values, weights + other.weights).enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
    var merged = QuantileSummary()
    merged.values = all.map(\.element.0)
    merged.weights = all.map(\.element.1)
    return merged.compressed(epsilon)
  }

  /// What divides the numbers into bins of about one weight.
  func boundaries(bins: Int) -> [Float] { Array(compressed(1 / Double(bins)).values.dropLast()) }

  /// Values at every epsilon of the weight, interpolated.
  private func compressed(_ epsilon: Double) -> QuantileSummary {
    if Double(values.count) * epsilon < 1 { return self }
    var sum: Float = 0
    let sums = weights.map { weight -> Float in
      sum += weight
      return sum
    }
    let shares = sums.map { Double($0 / sum) }
    let percents = (0..<Int((1 / epsilon).rounded(.up))).map { epsilon + Double($0) * epsilon }
    var compressed = QuantileSummary()
    var before = 0.0
    for percent in percents {
      compressed.values.append(Float(interpolated(percent, shares, values.map { Double($0) })))
      let weight = interpolated(percent, shares, sums.map { Double($0) })
      compressed.weights.append(Float(weight - before))
      before = weight
    }
    return compressed
  }

  /// The piecewise linear function through (xs, ys) at x, constant outside; xs rises.
  private func interpolated(_ x: Double, _ xs: [Double], _ ys: [Double]) -> Double {
    guard let last = xs.indices.last, x > xs[0] else { return ys[0] }
    if x >= xs[last] { return ys[last] }
    // The last of the points that x has reached.
    var (low, high) = (0, last)
    while high - low > 1 {
      let middle = (low + high) / 2
      if xs[middle] <= x { low = middle } else { high = middle }
    }
    return (ys[high] - ys[low]) / (xs[high] - xs[low]) * (x - xs[low]) + ys[low]
  }
}
