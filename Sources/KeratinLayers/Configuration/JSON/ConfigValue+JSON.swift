internal import KeratinGraph

extension ConfigValue {
  /// The value that JSON text describes, as Python writes it: `NaN`, `Infinity` and `-Infinity` are numbers too, and an integer that no
  /// `Int` holds becomes a `double`.
  ///
  /// - Parameters:
  ///   - json: the text in UTF-8, 64 MiB at most, arrays and objects at most 512 deep.
  ///   - source: how messages call the text: a file's name.
  /// - Throws: ``KeratinError`` naming the place for what is no JSON, goes beyond these limits, or gives one key of an object twice.
  public init(json: some Collection<UInt8>, source: String = "JSON") throws {
    guard json.count <= ConfigValue.sizeLimit else {
      throw KeratinError(
        .file, expected: "at most \(ConfigValue.sizeLimit) bytes of JSON in \(source)", received: "\(json.count)")
    }
    var reader = JSONReader(Array(json), source: source)
    self = try reader.document()
  }

  /// The value as JSON on one line, keys in the order of the alphabet; numbers that are no JSON as Python writes them.
  public var json: String {
    var text = ""
    write(to: &text)
    return text
  }

  static let sizeLimit = 64 << 20
}
