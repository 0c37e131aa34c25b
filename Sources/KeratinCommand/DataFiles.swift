import ArgumentParser
import Foundation
import Keratin

/// Reads and checks what commands are given as files.
enum DataFiles {
  /// The model in a file, told by a path or `-`.
  static func model(_ path: String, compile: Bool = true) throws -> Model {
    try naming([path]) { try Model.load(StandardStreams.source(path), compile: compile) }
  }

  /// Writes the model to a `.keras` file, or for `-` to the standard output.
  static func save(_ model: Model, to path: String) throws {
    try naming([path]) {
      guard path == "-" else { return try model.save(path) }
      try withTemporaryFile("model.keras") { file in
        try model.save(file)
        try StandardStreams.copyToOutput(file)
      }
    }
  }

  /// Runs `body` with a path from which the file can be read as often as is needed: the standard input only once.
  static func rereadable<R>(_ path: String, _ body: (String) throws -> R) throws -> R {
    guard path == "-" else { return try body(path) }
    return try withTemporaryFile(StandardStreams.name(path)) { file in
      try StandardStreams.copyInput(to: file)
      return try body(file)
    }
  }

  /// Runs `body` with the path of a file that is deleted afterwards.
  static func withTemporaryFile<R>(_ name: String, _ body: (String) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "keratin-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.appending(path: name).path)
  }

  /// The arrays of a file in the order of `names`, or as they are where the model does not know names.
  ///
  /// Members of an `.npz` go by their names, or by order where they are called `arr_0`, `arr_1` and so on; a single one may have any name where one is
  /// wanted.
  static func tensors(_ path: String, names: [String]) throws -> any ModelData {
    switch try ArrayFile(path) {
    case .one(let tensor): return tensor
    case .named(let tensors):
      let ordered = (0..<tensors.count).compactMap { tensors["arr_\($0)"] }
      if ordered.count == tensors.count { return ordered }
      if names.count == 1, tensors.count == 1, let only = tensors.values.first { return only }
      return tensors
    }
  }

  /// Throws where a file at `path` could not be written, before work is begun whose results would be lost.
  static func requireWritable(_ path: String?) throws {
    guard let path, path != "-" else { return }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw WorkFailure(text: "\(path): there is no folder \(folder) in which files can be written.")
    }
  }

  /// Throws a usage error where more than one of the paths is the standard input.
  static func requireOneStandardInput(_ paths: [String?]) throws {
    guard paths.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Only one file can be read from the standard input.")
    }
  }

  /// Throws a usage error for a number below 1.
  static func requirePositive(_ number: Int?, _ option: String) throws {
    if let number, number < 1 { throw ValidationError("\(option) must be at least 1, not \(number).") }
  }
}
