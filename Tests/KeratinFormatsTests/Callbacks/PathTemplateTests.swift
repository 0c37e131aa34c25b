import KeratinFormats
import KeratinTestSupport
import Testing

/// Places in paths are filled as Python fills them.
struct PathTemplateTests {
  @Test(arguments: try Fixture("number_formats").cases) func numbersAreWrittenAsInPython(_ sample: FixtureCase) throws {
    let format = try #require(sample.settings["format"].string)
    let texts = try #require(sample.settings["texts"].array).compactMap(\.string)
    let values = try #require(sample.series["values"])
    try #require(texts.count == values.count)
    let template = try PathTemplate("{value:\(format)}")
    for (value, text) in zip(values, texts) {
      #expect(try template.filled { $0 == "value" ? .real(value) : nil } == text, "\(value) as '\(format)'")
    }
  }
}
