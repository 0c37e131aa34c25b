/// A finite number in decimal: 0.d₁d₂d₃… × 10^exponent, d₁ not 0 unless the number is.
struct DecimalDigits {
  var isNegative: Bool
  var digits: [UInt8]
  var exponent: Int

  /// The fewest digits that tell the number from its neighbours in its own type, as Swift writes them.
  init<T: LosslessStringConvertible>(_ number: T) {
    var text = Substring(number.description)
    isNegative = text.first == "-"
    if isNegative { text.removeFirst() }
    let parts = text.split(separator: "e", maxSplits: 1)
    let halves = parts[0].split(separator: ".", maxSplits: 1)
    let whole = halves[0].utf8.map { $0 - 48 }
    let fraction = halves.count > 1 ? halves[1].utf8.map { $0 - 48 } : []
    digits = whole + fraction
    exponent = whole.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    let zeros = digits.prefix { $0 == 0 }.count
    if zeros == digits.count {
      (digits, exponent) = ([0], 1)
    } else {
      digits.removeFirst(zeros)
      exponent -= zeros
      trim()
    }
  }

  /// Rounds to `count` digits, halves away from zero: the digits are themselves rounded, so a half is one by chance.
  mutating func round(toDigits count: Int) {
    guard digits.count > count else { return }
    let roundsUp = count >= 0 && digits[count] >= 5
    digits.removeLast(digits.count - Swift.max(count, 0))
    if roundsUp {
      var place = digits.count - 1
      while place >= 0, digits[place] == 9 { place -= 1 }
      if place >= 0 {
        digits[place] += 1
        digits.removeLast(digits.count - 1 - place)
      } else {
        (digits, exponent) = ([1], exponent + 1)
      }
    }
    trim()
    if digits.isEmpty { (digits, exponent) = ([0], 1) }
  }

  private mutating func trim() {
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
  }

  /// The number with a decimal point: its whole part with the sign, and its fraction.
  var positional: (whole: String, fraction: String) {
    let wholeDigits = digits.prefix(Swift.max(exponent, 0))
    let whole = wholeDigits.isEmpty ? [0] : wholeDigits + [UInt8](repeating: 0, count: exponent - wholeDigits.count)
    let isZero = digits == [0]
    let fraction =
      isZero ? [] : [UInt8](repeating: 0, count: Swift.max(-exponent, 0)) + digits.dropFirst(Swift.max(exponent, 0))
    return ((isNegative ? "-" : "") + DecimalDigits.text(whole), DecimalDigits.text(fraction))
  }

  /// The number as d.ddd × 10^power.
  var scientific: (whole: String, fraction: String, power: Int) {
    let isZero = digits == [0]
    return (
      (isNegative ? "-" : "") + DecimalDigits.text(digits.prefix(1)), DecimalDigits.text(digits.dropFirst()),
      isZero ? 0 : exponent - 1
    )
  }

  private static func text(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: digits.map { $0 + 48 }, as: UTF8.self)
  }
}
