internal import Foundation
internal import KeratinGraph

/// Where downloaded files are kept.
public enum CacheFolder {
  /// What `KERATIN_HOME` names, else `~/.keratin`.
  public static var path: String {
    if let home = ProcessInfo.processInfo.environment["KERATIN_HOME"], !home.isEmpty { return home }
    return FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".keratin").path
  }

  /// Makes the folder at `path`, and those it is in, where they are missing.
  static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw KeratinError(
        .file, expected: "a folder for downloaded files at \(path)", received: error.localizedDescription,
        operation: "getFile", suggestion: "another one, in KERATIN_HOME or as cacheDirectory")
    }
  }
}
