internal import KeratinKernels

/// How the elements of one tensor are written, all equally wide, by NumPy's rules.
///
/// Floats show the fewest digits that tell them apart, at most 8 behind the point. They take powers of ten where the largest magnitude is 1e8
/// or more, the smallest below 1e-4, or the one more than 1000 times the other.
struct NumberFormat {
  private enum Style {
    case integer
    case truth
    case positional
    case scientific(fraction: Int, power: Int)
  }

  private static let precision = 8

  private let style: Style
  /// Characters before and behind the decimal point.
  private var before = 0
  private var behind = 0

  /// The format for elements of `type` of which `shown` will be written.
  init(_ shown: [Double], _ type: ElementType) {
    guard type.isFloating else {
      style = type == .bool ? .truth : .integer
      before = type == .bool ? 5 : shown.map { String(Int($0)).count }.max() ?? 0
      return
    }
    let finite = shown.filter(\.isFinite)
    let magnitudes = finite.filter { $0 != 0 }.map(\.magnitude)
    let (most, least) = (magnitudes.max() ?? 0, magnitudes.min() ?? 0)
    // The quotient in the elements' own arithmetic: 10 is 1000 times the float nearest to 0.01.
    let ratio = type == .float64 ? most / least : Double(Float(most) / Float(least))
    if most >= 1e8 || (most > 0 && (least < 1e-4 || ratio > 1000)) {
      let parts = finite.map { NumberFormat.digits($0, type, places: nil).scientific }
      let fraction = parts.map(\.fraction.count).max() ?? 0
      let power = parts.map { NumberFormat.text(power: $0.power).count }.max() ?? 0
      style = .scientific(fraction: fraction, power: power)
      before = parts.map(\.whole.count).max() ?? 0
      behind = fraction + power
    } else {
      let parts = finite.map { NumberFormat.digits($0, type, places: NumberFormat.precision).positional }
      style = .positional
      before = parts.map(\.whole.count).max() ?? 0
      behind = parts.map(\.fraction.count).max() ?? 0
    }
    // What is no number stands at the right, over the point.
    for value in shown where !value.isFinite {
      before = max(before, NumberFormat.text(nonFinite: value).count - behind - 1)
    }
    self.type = type
  }

  private var type = ElementType.float32

  /// The text of one element.
  func text(_ value: Double) -> String {
    switch style {
    case .integer: return String(Int(value)).paddedLeft(to: before)
    case .truth: return (value == 0 ? "false" : "true").paddedLeft(to: before)
    case .positional, .scientific: break
    }
    guard value.isFinite else { return NumberFormat.text(nonFinite: value).paddedLeft(to: before + 1 + behind) }
    if case .scientific(let fraction, let power) = style {
      let parts = NumberFormat.digits(value, type, places: nil).scientific
      let zeros = String(repeating: "0", count: fraction - parts.fraction.count)
      return parts.whole.paddedLeft(to: before) + "." + parts.fraction + zeros
        + NumberFormat.text(power: parts.power).paddedLeft(to: power)
    }
    let parts = NumberFormat.digits(value, type, places: NumberFormat.precision).positional
    return parts.whole.paddedLeft(to: before) + "." + parts.fraction
      + String(repeating: " ", count: behind - parts.fraction.count)
  }

  /// The digits of a number; at most `places` behind the point, or for `nil` 8 behind the first.
  private static func digits(_ value: Double, _ type: ElementType, places: Int?) -> DecimalDigits {
    var digits = type == .float64 ? DecimalDigits(value) : DecimalDigits(Float(value))
    digits.round(toDigits: places.map { digits.exponent + $0 } ?? precision + 1)
    return digits
  }

  private static func text(power: Int) -> String {
    "e" + (power < 0 ? "-" : "+") + (power.magnitude < 10 ? "0" : "") + String(power.magnitude)
  }

  private static func text(nonFinite value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
}

extension String {
  fileprivate func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(width - count, 0)) + self
  }
}
