internal import Foundation

/// Numbers as a chart shows them.
enum ChartNumber {
  /// Four significant digits: `0.07123`, `123456`, `1e-07`.
  static func significant(_ value: Double) -> String {
    signed(value) { abs(value) >= 1e4 && abs(value) < 1e7 ? String(format: "%.0f", $0) : String(format: "%.4g", $0) }
  }

  /// `value` with that many decimals.
  static func fixed(_ value: Double, places: Int) -> String {
    signed(value) { String(format: "%.\(places)f", $0) }
  }

  /// With a real minus sign, and none before a zero.
  private static func signed(_ value: Double, _ text: (Double) -> String) -> String {
    let magnitude = text(abs(value))
    return value < 0 && magnitude.contains { ("1"..."9").contains($0) } ? "−" + magnitude : magnitude
  }
}
