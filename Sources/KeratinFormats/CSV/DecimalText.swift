/// A decimal number spelled in ASCII: an optional sign, digits with at most one point, an optional exponent.
struct DecimalText {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var range: Range<Int>

  /// The text at `range` of `bytes`, without the blanks around it.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    self.range = start..<end
  }

  /// The nearest float32 (infinite where none is near), or `nil` if this spells no number.
  var float: Float? {
    guard let (isNegative, mantissa, exponent, isExact) = parts else { return nil }
    // Where both are exact in float32, one operation rounds once.
    if isExact, mantissa <= 1 << 24, abs(exponent) < Self.powers.count {
      let power = Self.powers[abs(exponent)]
      let magnitude = exponent < 0 ? Float(mantissa) / power : Float(mantissa) * power
      return isNegative ? -magnitude : magnitude
    }
    return Float(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self))
  }

  /// The int32 spelled, or `nil` if this spells none. A point or an exponent makes it none.
  var integer: Int32? {
    Int32(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self))
  }

  /// The powers of ten that float32 holds exactly.
  private static let powers: [Float] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10]

  /// ±mantissa · 10^exponent; not exact where the digits overflow the mantissa.
  private var parts: (isNegative: Bool, mantissa: UInt64, exponent: Int, isExact: Bool)? {
    var position = range.lowerBound
    let isNegative = Self.sign(bytes, &position, range.upperBound)
    var mantissa: UInt64 = 0
    var exponent = 0
    var (digitCount, isExact, hasPoint) = (0, true, false)
    while position < range.upperBound {
      let byte = bytes[position]
      if let digit = Self.digit(byte) {
        if mantissa < 1 << 59 { mantissa = mantissa * 10 + UInt64(digit) } else { isExact = false }
        if hasPoint { exponent -= 1 }
        digitCount += 1
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      position += 1
    }
    guard digitCount > 0 else { return nil }
    if position < range.upperBound {
      guard bytes[position] | 0x20 == UInt8(ascii: "e") else { return nil }
      position += 1
      let isNegativeExponent = Self.sign(bytes, &position, range.upperBound)
      guard position < range.upperBound else { return nil }
      var shift = 0
      while position < range.upperBound {
        guard let digit = Self.digit(bytes[position]) else { return nil }
        if shift < 1_000_000 { shift = shift * 10 + digit }
        position += 1
      }
      exponent += isNegativeExponent ? -shift : shift
    }
    return (isNegative, mantissa, exponent, isExact)
  }

  private static func sign(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") else {
      return false
    }
    defer { position += 1 }
    return bytes[position] == UInt8(ascii: "-")
  }

  private static func digit(_ byte: UInt8) -> Int? {
    byte &- UInt8(ascii: "0") < 10 ? Int(byte &- UInt8(ascii: "0")) : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
