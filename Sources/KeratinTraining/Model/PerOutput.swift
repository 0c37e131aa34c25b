internal import KeratinGraph

/// Something that may be given once, for each output in order, or by an output's name.
enum PerOutput<Element> {
  case none
  case one(Element)
  case list([Element?])
  case named([String: Element])

  /// One entry for each output, `nil` where an output has none.
  func values(for outputNames: [String], argument: String) throws -> [Element?] {
    switch self {
    case .none: return outputNames.map { _ in nil }
    case .one(let element) where outputNames.count == 1: return [element]
    case .one(let element):
      // Keras takes one loss for all outputs; anything else must say which output it is for.
      if argument == "loss" { return outputNames.map { _ in element } }
      throw KeratinError(
        .argument, expected: "\(argument) for each of the outputs \(outputNames.joined(separator: ", "))",
        received: "one for all", operation: "compile", suggestion: "a dictionary by output name")
    case .list(let elements):
      guard elements.count == outputNames.count else {
        throw KeratinError(
          .argument, expected: "\(argument) for \(outputNames.count) outputs (\(outputNames.joined(separator: ", ")))",
          received: "\(elements.count)", operation: "compile")
      }
      return elements
    case .named(let elements):
      if let stranger = elements.keys.sorted().first(where: { !outputNames.contains($0) }) {
        throw KeratinError(
          .argument, expected: "\(argument) for outputs named \(outputNames.joined(separator: ", "))",
          received: "one for '\(stranger)'", operation: "compile")
      }
      return outputNames.map { elements[$0] }
    }
  }
}
