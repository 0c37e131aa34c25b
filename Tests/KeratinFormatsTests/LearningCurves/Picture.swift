import Foundation
import KeratinFormats

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An SVG picture read back: its elements in order, each with its attributes, `name` and `text`.
final class Picture: NSObject, XMLParserDelegate {
  private(set) var elements: [[String: String]] = []
  private var open: [Int] = []

  struct Malformed: Error { let reason: String }

  init(_ curves: LearningCurves) throws {
    super.init()
    let parser = XMLParser(data: Data(curves.svg.utf8))
    parser.delegate = self
    guard parser.parse() else { throw Malformed(reason: "\(String(describing: parser.parserError))") }
  }

  func elements(named name: String) -> [[String: String]] { elements.filter { $0["name"] == name } }

  var texts: [String] { elements(named: "text").compactMap { $0["text"] } }

  /// The points of each polyline.
  var polylines: [[(x: Double, y: Double)]] {
    get throws {
      try elements(named: "polyline").map { element in
        try (element["points"] ?? "").split(separator: " ").map { point in
          let numbers = point.split(separator: ",").compactMap { Double($0) }
          guard numbers.count == 2 else { throw Malformed(reason: "point \(point)") }
          return (numbers[0], numbers[1])
        }
      }
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    open.append(elements.count)
    elements.append(attributes.merging(["name": elementName], uniquingKeysWith: { $1 }))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let last = open.last { elements[last]["text", default: ""] += string }
  }

  func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }
}
