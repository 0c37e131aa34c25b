/// Measured numbers and what is said of them.
struct Sample {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var count: Int { sorted.count }
  var largest: Double { sorted.last ?? .nan }
  var median: Double { quantile(0.5) }
  /// The interquartile range over the median.
  var spread: Double { (quantile(0.75) - quantile(0.25)) / median }

  func quantile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }

  /// Does the work until the seconds are over and at least so many times; `value` makes a number of each time in seconds.
  static func measured(
    for seconds: Double, least: Int, value: (Double) -> Double, work: () throws -> Void
  ) rethrows -> Sample {
    let clock = ContinuousClock()
    let start = clock.now
    var values: [Double] = []
    var last = start
    repeat {
      try work()
      let now = clock.now
      values.append(value((now - last) / .seconds(1)))
      last = now
    } while (last - start) / .seconds(1) < seconds || values.count < least
    return Sample(values)
  }
}
