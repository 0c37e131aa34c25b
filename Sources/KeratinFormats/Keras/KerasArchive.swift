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

  /// What to do with a file of Keras 2.
  static let adviceForKeras2 = "keras.models.load_model(\"model.h5\").save(\"model.keras\") in Python, to write it anew"

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
    let reader = try FileBytes.reader(path)
    guard reader.holds([0x50, 0x4B], at: 0) else {
      guard reader.holds(HDF5File.signature, at: 0) else {
        throw reader.failure("a zip archive, as .keras files are,", "other bytes")
      }
      let isWeights = path.hasSuffix(WeightFormat.hdf5.rawValue)
      throw reader.failure(
        "a zip archive, as .keras files are,", isWeights ? "an HDF5 file" : "an HDF5 file, as Keras 2 saved models",
        suggestion: isWeights
          ? "loadWeights(from:), for weights alone"
          : KerasArchive.adviceForKeras2)
    }
    source = .zip(try ZipFile(reader))
  }

  /// A reader of a part, `nil` where there is none of that name.
  ///
  /// - Parameter limit: how large a part may be.
  func content(_ name: String, limit: Int = .max) throws -> ByteReader? {
    switch source {
    case .folder:
      let file = "\(path)/\(name)"
      guard FileBytes.exists(file) else { return nil }
      let reader = try FileBytes.reader(file, source: "'\(name)' of \(path)")
      try requireSize(reader.count, of: name, limit)
      return reader
    case .zip(let archive):
      guard let member = archive.members.first(where: { $0.name == name }) else { return nil }
      try requireSize(member.size, of: name, limit)
      guard member.isStored || member.size <= KerasArchive.deflatedLimit else {
        throw KeratinError(
          .file, expected: "at most \(KerasArchive.deflatedLimit) bytes in '\(name)' of \(path), which is compressed",
          received: "\(member.size)", suggestion: "an archive whose members are stored, as Keras writes them")
      }
      return try archive.contentReader(of: member)
    }
  }

  private func requireSize(_ size: Int, of name: String, _ limit: Int) throws {
    guard size <= limit else {
      throw KeratinError(.file, expected: "at most \(limit) bytes of '\(name)' in \(path)", received: "\(size)")
    }
  }

  /// A reader of a part that must be there.
  func required(_ name: String, limit: Int = .max) throws -> ByteReader {
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
