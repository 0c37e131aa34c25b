internal import Foundation

/// An axis: which numbers it spans and where it has ticks, at 1, 2 or 5 times a power of ten.
struct ChartScale {
  let isLogarithmic: Bool
  let ticks: [Double]
  private let lower: Double
  private let upper: Double
  /// Decimals that tell all ticks of a linear axis apart.
  private let places: Int

  /// True for what an axis can show: values beyond ±10³⁰⁰ would leave no room for its arithmetic.
  static func shows(_ value: Double) -> Bool { abs(value) < 1e300 }

  /// The axis for `values`, from tick to tick; `nil` if it can show none of them.
  ///
  /// It begins at zero where that costs little of the picture, and is logarithmic where the largest value is at least 20
  /// times the smallest.
  init?(covering values: [Double]) {
    let shown = values.filter(Self.shows)
    guard let low = shown.min(), let high = shown.max() else { return nil }
    if low > 1e-300, high / low >= 20 {
      self.init(decadesFrom: low, to: high)
    } else if high - low <= 1e-9 * max(abs(low), abs(high), 1e-290) {
      // All alike: the line in the middle of some room.
      let room = abs(low) < 1e-290 ? 1 : abs(low) / 10
      self.init(from: low - room, to: high + room)
    } else {
      self.init(from: low >= 0 && low < 0.3 * high ? 0 : low, to: high)
    }
  }

  /// The axis for epochs, which are counted from 0 and shown from 1.
  init(epochs: ClosedRange<Int>) {
    let (first, last) = (Double(epochs.lowerBound + 1), Double(epochs.upperBound + 1))
    let step = first == last ? 1 : max(1, Self.step(for: (last - first) / 7))
    let regular = Array(stride(from: (first / step).rounded(.up) * step, through: last, by: step))
    // The first epoch has a tick of its own unless that would crowd the next.
    ticks = ((regular.first ?? .infinity) - first > step / 2 ? [first] : []) + regular
    (lower, upper) = first == last ? (first - 1, last + 1) : (first, last)
    isLogarithmic = false
    places = 0
  }

  private init(from low: Double, to high: Double) {
    let step = Self.step(for: (high - low) / 5)
    let (first, last) = ((low / step).rounded(.down), (high / step).rounded(.up))
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    (lower, upper) = (first * step, last * step)
    isLogarithmic = false
    places = max(0, -Int((log10(step) + 1e-9).rounded(.down)))
  }

  private init(decadesFrom low: Double, to high: Double) {
    let (first, last) = (Int(log10(low).rounded(.down)), Int(log10(high).rounded(.up)))
    let leap = (last - first + 6) / 7
    let marks = log10(high) - log10(low) > 3 ? [1.0] : [1, 2, 5]
    let all = stride(from: first, through: last + leap - 1, by: leap).flatMap { decade in
      marks.map { $0 * pow(10, Double(decade)) }
    }
    let begin = all.lastIndex { $0 <= low } ?? 0
    let end = all.firstIndex { $0 >= high } ?? all.count - 1
    ticks = Array(all[begin...end])
    (lower, upper) = (all[begin], all[end])
    isLogarithmic = true
    places = 0
  }

  /// Where `value` lies, from 0 at the beginning of the axis to 1 at its end.
  func position(_ value: Double) -> Double {
    isLogarithmic
      ? (log10(value) - log10(lower)) / (log10(upper) - log10(lower)) : (value - lower) / (upper - lower)
  }

  func label(_ tick: Double) -> String {
    isLogarithmic || places > 6 || abs(tick) >= 1e7
      ? ChartNumber.significant(tick) : ChartNumber.fixed(tick, places: places)
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is at least `length`.
  private static func step(for length: Double) -> Double {
    let power = pow(10, log10(length).rounded(.down))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= length * (1 - 1e-9) } ?? 10 * power
  }
}
