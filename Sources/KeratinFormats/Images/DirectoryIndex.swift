internal import Foundation
internal import KeratinGraph

/// The files of a folder with their classes, in Keras's order.
struct DirectoryIndex {
  var paths: [String]
  /// `nil` where files have no labels.
  var labels: [Int]?
  let classNames: [String]

  /// Lists the files below `directory` whose names end in one of `extensions`.
  ///
  /// - Parameter labels: where labels come from, `nil` for none.
  init(
    _ directory: String, labels source: DirectoryLabels?, classNames: [String]?, extensions: [String], followLinks: Bool
  ) throws {
    func failure(_ expected: String, _ received: String, _ suggestion: String? = nil) -> KeratinError {
      KeratinError(
        .data, expected: expected, received: received, operation: "imageDatasetFromDirectory", suggestion: suggestion)
    }
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: directory), Self.isFolder(directory) else {
      throw KeratinError(
        .file, expected: "a folder at \(directory)", received: "none that can be read",
        operation: "imageDatasetFromDirectory")
    }
    paths = []
    switch source {
    case .inferred?:
      let found = Self.sorted(entries.filter { !$0.hasPrefix(".") && Self.isFolder("\(directory)/\($0)") })
      if let stranger = classNames?.first(where: { !found.contains($0) }) {
        throw failure(
          "classNames among the subfolders of \(directory): \(found)", "'\(stranger)'")
      }
      self.classNames = classNames ?? found
      guard !self.classNames.isEmpty else {
        throw failure(
          "a subfolder of \(directory) for each class", "none",
          "labels: nil, for files without classes")
      }
      var labels: [Int] = []
      for (label, name) in self.classNames.enumerated() {
        let files = Self.files(below: "\(directory)/\(name)", extensions, followLinks)
        paths += files
        labels += files.map { _ in label }
      }
      self.labels = labels
    case .list(let labels)?:
      paths = Self.files(below: directory, extensions, followLinks)
      guard labels.count == paths.count else {
        throw failure("a label for each of the \(paths.count) files of \(directory)", "\(labels.count)")
      }
      if let wrong = labels.first(where: { !(0...Int(Int32.max)).contains($0) }) {
        throw failure("labels from 0 on", "\(wrong)")
      }
      self.labels = labels
      self.classNames = Set(labels).sorted().map { "\($0)" }
    case nil:
      paths = Self.files(below: directory, extensions, followLinks)
      self.labels = nil
      self.classNames = []
    }
    guard source == .inferred || classNames == nil else {
      throw failure("classNames with labels: .inferred alone", "classNames with other labels")
    }
    guard !paths.isEmpty else {
      throw failure("files ending in \(extensions.joined(separator: ", ")) in \(directory)", "none")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// By code points, as Python sorts.
  private static func sorted(_ names: [String]) -> [String] {
    names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
  }

  private static func files(below top: String, _ extensions: [String], _ followLinks: Bool) -> [String] {
    let manager = FileManager.default
    var folders: [String] = []
    var seen: Set<String> = []
    var open = [top]
    while let folder = open.popLast() {
      // A link to a folder above would go on for ever.
      let target = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
      guard seen.insert(target).inserted else { continue }
      folders.append(folder)
      for name in (try? manager.contentsOfDirectory(atPath: folder)) ?? [] {
        let path = "\(folder)/\(name)"
        let isLink = (try? manager.destinationOfSymbolicLink(atPath: path)) != nil
        if isFolder(path), followLinks || !isLink { open.append(path) }
      }
    }
    return sorted(folders).flatMap { folder in
      sorted((try? manager.contentsOfDirectory(atPath: folder)) ?? []).filter { name in
        let name = name.lowercased()
        return extensions.contains { name.hasSuffix($0) }
      }.map { "\(folder)/\($0)" }.filter { !isFolder($0) }
    }
  }
}
