import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

/// JSON as Python reads and writes it, and texts that are none.
struct JSONTests {
  private func value(_ text: String) throws -> ConfigValue { try ConfigValue(json: text.utf8) }

  @Test(
    arguments: [
      ("null", ConfigValue.null), (" true\n", true), ("-0", 0), ("12", 12), ("1.0", 1.0), ("1e-07", 1e-07),
      ("-2.5E3", -2500.0),
      ("9223372036854775807", .int(.max)), ("9223372036854775808", 9223372036854775808.0),
      ("Infinity", .double(.infinity)),
      ("-Infinity", .double(-.infinity)), ("\"a\\u00e4\\n\\ud83d\\ude00\\/\"", "aä\n😀/"), ("\"\\ud800x\"", "\u{FFFD}x"),
      ("\"\\ud800\\u0041\"", "\u{FFFD}A"), ("[]", []), ("[1, [2.5, null]]", [1, [2.5, nil]]), ("{}", [:]),
      ("{\"a\": {\"b\": []}, \"c\": \"\"}", ["a": ["b": []], "c": ""]),
    ] as [(String, ConfigValue)])
  func valuesAreRead(_ text: String, _ expected: ConfigValue) throws {
    #expect(try value(text) == expected)
    #expect(try value(expected.json) == expected)
  }

  @Test func numbersThatAreNone() throws {
    guard case .double(let number) = try value("NaN") else { return #expect(Bool(false)) }
    #expect(number.isNaN && ConfigValue.double(number).json == "NaN")
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "+1", "01", "1.", ".5", "1e", "--1", "0x10", "[1,]", "[1 2]", "[", "{\"a\"}", "{\"a\":}",
    "{a: 1}",
    "{\"a\": 1,}", "{\"a\": 1 \"b\": 2}", "\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "1 2", "{} {}", "'a'",
    "{\"a\": 1, \"a\": 2}", "-", "\\", "[[[",
  ])
  func whatIsNoneIsRefused(_ text: String) {
    #expect(throws: KeratinError.self) { try value(text) }
  }

  @Test func textThatIsNoUTF8IsRefused() {
    #expect(throws: KeratinError.self) { try ConfigValue(json: [0x22, 0xFF, 0x22]) }
  }

  @Test func depthHasALimit() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try value(nested(512))
    #expect(throws: KeratinError.self) { try value(nested(513)) }
    #expect(throws: KeratinError.self) { try value(String(repeating: "{\"a\":", count: 100_000)) }
  }

  @Test func keysAreWrittenInOrder() {
    let value: ConfigValue = ["b": 1, "a": [true, 0.1, "\u{1}\"\\"], "c": nil]
    #expect(value.json == "{\"a\": [true, 0.1, \"\\u0001\\\"\\\\\"], \"b\": 1, \"c\": null}")
  }
}
