public import Foundation

/// Numbers that Keras computed in float64, read from a JSON file of Tests/Fixtures; README.md there says what each holds.
///
///     for sample in try Fixture("losses").cases { … sample["predictions"] … }
public struct Fixture: Decodable, Sendable {
  /// The release of Keras that made the numbers.
  public let keras: String
  /// The cases, in the order of the file.
  public let cases: [FixtureCase]

  /// Reads Tests/Fixtures/`subject`.json.
  public init(_ subject: String) throws {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    self = try decoder.decode(Fixture.self, from: Data(contentsOf: Self.folder.appending(path: "\(subject).json")))
  }

  /// The case called `name`; throws if there is none, so that a renamed case cannot be passed over.
  public subscript(name: String) -> FixtureCase {
    get throws {
      guard let found = cases.first(where: { $0.name == name }) else { throw FixtureError.missing("case", name) }
      return found
    }
  }

  /// The text of Tests/Fixtures/summaries/`name`.txt: what Keras's `summary()` prints.
  public static func summary(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: "summaries/\(name).txt"), encoding: .utf8)
  }

  /// Where Tests/Fixtures/files/`name` lies: a file that Keras, h5py or NumPy wrote.
  public static func file(_ name: String) -> String { folder.appending(path: "files/\(name)").path }

  /// Tests/Fixtures, found from where this file stood when it was compiled.
  public static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures").standardizedFileURL
  }
}

/// A fixture that lacks what a test asks of it.
public enum FixtureError: Error, CustomStringConvertible {
  case missing(String, String)

  public var description: String {
    switch self {
    case .missing(let what, let name): "the fixture has no \(what) called \(name)"
    }
  }
}
