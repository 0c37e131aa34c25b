import Foundation
import Keratin

/// Results as JSON on one line, the names of objects in alphabetical order; NaN and infinities are texts.
func printJSON(_ value: ConfigValue) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
