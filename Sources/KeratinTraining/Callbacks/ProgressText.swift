internal import Foundation

/// The text of a progress report, as Keras words it.
struct ProgressText {
  /// The number of steps, 0 where it is not known.
  let target: Int
  static let width = 20

  /// The redrawn line of a bar: `12/40 ━━━━━━━━━━━━━━━━━━━━ 3s 25ms/step - loss: 0.6931`, colours included.
  func bar(_ current: Int, elapsed: Double, perStep: Double, _ logs: Logs) -> (text: String, columns: Int) {
    let isLast = current >= target
    guard target > 0 else {
      let line = "\(counter(current)) \(Int(elapsed.rounded()))s\(duration(perStep))\(values(logs))"
      return (line, line.count)
    }
    let filled = ProgressText.width * min(current, target) / target
    let time = isLast ? "\(Int(elapsed.rounded()))s" : remaining(perStep * Double(target - current))
    let tail = duration(perStep) + values(logs)
    let plain = "\(counter(current)) \(String(repeating: "━", count: ProgressText.width)) \(time)\(tail)"
    let done = filled > 0 ? "\u{1B}[32m" + String(repeating: "━", count: filled) + "\u{1B}[0m" : ""
    let rest = "\u{1B}[37m" + String(repeating: "━", count: ProgressText.width - filled) + "\u{1B}[0m"
    return ("\u{1B}[1m\(counter(current))\u{1B}[0m \(done)\(rest) \u{1B}[1m\(time)\u{1B}[0m\(tail)", plain.count)
  }

  /// The only line of an epoch without a bar: `40/40 - 1s - 25ms/step - loss: 0.6931`.
  func line(_ steps: Int, elapsed: Double, perStep: Double, _ logs: Logs) -> String {
    "\(counter(steps)) - \(Int(elapsed.rounded()))s -\(duration(perStep))\(values(logs))"
  }

  private func counter(_ current: Int) -> String {
    if target == 0 { return String(repeating: " ", count: max(0, 7 - "\(current)".count)) + "\(current)/Unknown" }
    let digits = "\(target)".count
    return String(repeating: " ", count: max(0, digits - "\(current)".count)) + "\(current)/\(target)"
  }

  private func remaining(_ seconds: Double) -> String {
    let whole = Int(seconds)
    let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    if seconds > 3600 { return "\(whole / 3600):\(two(whole % 3600 / 60)):\(two(whole % 60))" }
    return seconds > 60 ? "\(whole / 60):\(two(whole % 60))" : "\(whole)s"
  }

  private func duration(_ seconds: Double) -> String {
    if seconds >= 1 || seconds == 0 { return " \(Int(seconds.rounded()))s/step" }
    return seconds >= 1e-3 ? " \(Int((seconds * 1e3).rounded()))ms/step" : " \(Int((seconds * 1e6).rounded()))us/step"
  }

  /// Four decimals, or scientific where the value is small. Keras's line form takes every negative number for small; ours does not.
  static func number(_ value: Double) -> String { String(format: abs(value) > 1e-3 ? "%.4f" : "%.4e", value) }

  private func values(_ logs: Logs) -> String {
    logs.entries.map { name, value in " - \(name): " + ProgressText.number(value) }.joined()
  }
}
