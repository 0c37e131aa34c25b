internal import KeratinGraph
internal import KeratinLayers

/// The vocabularies of lookup layers that learnt them, which Keras keeps beside the description of the model.
struct LookupAssets {
  private let archive: KerasArchive

  init(_ archive: KerasArchive) { self.archive = archive }

  /// The bytes that a vocabulary may have.
  private static let sizeLimit = 256 << 20

  /// A model's description with vocabularies in place of `null`.
  ///
  /// - Parameter path: of the model among the assets: `layers/sequential/`.
  func filled(_ value: ConfigValue, path: String = "") throws -> ConfigValue {
    guard case .object(var members) = value, case .object(var config)? = members["config"],
      case .array(let layers)? = config["layers"]
    else { return value }
    var counts: [String: Int] = [:]
    config["layers"] = .array(
      try layers.map { layer in
        guard case .object(var members) = layer, case .string(let className)? = members["class_name"] else {
          return layer
        }
        let base = LayerNames.snakeCase(className)
        let number = counts[base, default: 0]
        counts[base] = number + 1
        let place = "\(path)layers/\(number == 0 ? base : "\(base)_\(number)")/"
        guard className == "IntegerLookup", case .object(var config)? = members["config"],
          config["vocabulary"] ?? .null == .null
        else { return try filled(layer, path: place) }
        config["vocabulary"] = try vocabulary("assets/\(place)vocabulary.txt") ?? .null
        members["config"] = .object(config)
        return .object(members)
      })
    members["config"] = .object(config)
    return .object(members)
  }

  /// The numbers in a file, one a line; `nil` where there is no such file.
  private func vocabulary(_ name: String) throws -> ConfigValue? {
    guard let content = try archive.content(name, limit: LookupAssets.sizeLimit) else { return nil }
    let lines = try content.bytes().split(separator: UInt8(ascii: "\n"))
    return .array(
      try lines.map { line in
        guard line.count < 24, let number = Int(String(decoding: line, as: UTF8.self)) else {
          throw KeratinError(
            .file, expected: "integers in '\(name)' of \(archive.path)",
            received: "'\(String(decoding: line.prefix(40), as: UTF8.self))'")
        }
        return .int(number)
      })
  }
}
