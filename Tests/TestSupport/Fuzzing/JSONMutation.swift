/// Changes to JSON that leave it JSON, mostly: values that are others, of another type, extreme, missing, or where they do not belong.
public enum JSONMutation {
  /// The text with one to four changes.
  public static func mutate(_ original: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
    var text = original
    for _ in 0...random.below(4) {
      let values = spans(text)
      guard !values.isEmpty else { return text }
      let span = values[random.below(values.count)]
      switch random.below(8) {
      case 0...3: text.replaceSubrange(span, with: Array(extremes[random.below(extremes.count)].utf8))
      case 4, 5: text.replaceSubrange(span, with: Array(text[values[random.below(values.count)]]))
      case 6: text.insert(contentsOf: Array(text[span]) + Array(",".utf8), at: span.lowerBound)
      default: text.removeSubrange(span)
      }
      // Repeated copies of the whole grow without end.
      if text.count > 4 * original.count + 4096 { return original }
    }
    return text
  }

  /// Where values stand: strings, keys among them, numbers, words, and all that is between matching brackets.
  private static func spans(_ text: [UInt8]) -> [Range<Int>] {
    var (spans, open): ([Range<Int>], [Int]) = ([], [])
    var place = 0
    while place < text.count {
      let start = place
      switch text[place] {
      case UInt8(ascii: "\""):
        place += 1
        while place < text.count, text[place] != UInt8(ascii: "\"") {
          place += text[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        place = min(place + 1, text.count)
        spans.append(start..<place)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(place)
        place += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        place += 1
        if let opening = open.popLast() { spans.append(opening..<place) }
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\n"): place += 1
      default:
        while place < text.count, !",:{}[] \"\n".utf8.contains(text[place]) { place += 1 }
        spans.append(start..<place)
      }
    }
    return spans
  }

  private static let extremes = [
    "null", "true", "false", "0", "1", "2", "-1", "7", "65536", "2147483647", "2147483648", "4294967296",
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "-1e308", "1e400", "0.5", "1e-320",
    "NaN", "Infinity", "\"\"", "\"relu\"", "\"Dense\"", "\"keras.layers\"", "\"\\ud800\"", "\"a/../../b\"", "[]", "{}",
    "[[]]",
    "[null]", "[0]", "[1,1]", "[2147483647,2147483647,2147483647]", "[null,-1]", "{\"a\":null}",
    "{\"class_name\":\"__lambda__\",\"config\":{\"value\":\"\"}}",
    "{\"module\":\"os\",\"class_name\":\"system\",\"config\":{}}",
  ]
}
