internal import Foundation
internal import KeratinGraph
internal import KeratinLayers

/// The parts of a `.keras` file, which is a zip archive, or of a folder with the same parts.
struct KerasArchive {
  /// The file's path, for messages.
  let path: String
  private let source: Source

  private enum Source {
    case zip(ZipFile)
    case folder
  }

  /// The bytes that a description of a model may have.
  static let configLimit = 64 << 20

  /// The bytes that a compressed part may have: Keras compresses none, and a few bytes can claim to be very many.
  private static let deflatedLimit = 1 << 30

  static let metadata = "metadata.json"
  static let config = "config.json"
  static let weights = "model.weights.h5"

  /// Throws where there is no such file, or it is no archive.
  init(_ path: String) throws {
    self.path = path
    if FileBytes.isFolder(path) {
      source = .folder
      return
    }
    let reader = ByteReader(try FileBytes.read(path), source: path)
    guard reader.holds([0x50, 0x4B], at: 0) else {
      let isHDF5 = reader.holds(HDF5File.signature, at: 0)
      throw reader.failure(
        "a zip archive, as .keras files are,", isHDF5 ? "an HDF5 file" : "other bytes",
        suggestion: isHDF5 ? "loadWeights(from:), for weights alone" : nil)
    }
    source = .zip(try ZipFile(reader))
  }

  /// The bytes of a part, `nil` where there is none of that name.
  ///
  /// - Parameter limit: how large a part may be.
  func content(_ name: String, limit: Int = .max) throws -> ArraySlice<UInt8>? {
    switch source {
    case .folder:
      let file = "\(path)/\(name)"
      guard FileBytes.exists(file) else { return nil }
      return try FileBytes.read(file, limit: limit)[...]
    case .zip(let archive):
      guard let member = archive.members.first(where: { $0.name == name }) else { return nil }
      guard member.size <= limit else {
        throw KeratinError(
          .file, expected: "at most \(limit) bytes of '\(name)' in \(path)", received: "\(member.size)")
      }
      guard member.isStored || member.size <= KerasArchive.deflatedLimit else {
        throw KeratinError(
          .file, expected: "at most \(KerasArchive.deflatedLimit) bytes in '\(name)' of \(path), which is compressed",
          received: "\(member.size)", suggestion: "an archive whose members are stored, as Keras writes them")
      }
      return try archive.content(of: member)
    }
  }

  /// The bytes of a part that must be there.
  func required(_ name: String, limit: Int = .max) throws -> ArraySlice<UInt8> {
    if let content = try content(name, limit: limit) { return content }
    throw KeratinError(.file, expected: "'\(name)' in \(path)", received: "none of that name")
  }

  /// What Keras notes of a file and does not go by.
  static var metadataText: String {
    let now = Date()
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = "yyyy-MM-dd@HH:mm:ss"
    return ConfigValue.object([
      "keras_version": "3.15.1", "date_saved": .string(formatter.string(from: now)),
    ]).json
  }
}
