internal import Foundation
internal import KeratinGraph
internal import KeratinTraining

/// A published file of a data set.
package struct RemoteFile {
  let name: String
  /// The folder of the address, ending in a slash.
  var origin = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
  /// The digest, of SHA-256 or MD5, `nil` where none was published.
  var digest: String?
  var subdirectory = "datasets"

  init(name: String, origin: String, digest: String) {
    (self.name, self.origin, self.digest) = (name, origin, digest)
  }

  package init(name: String, digest: String? = nil, subdirectory: String = "datasets") {
    (self.name, self.digest, self.subdirectory) = (name, digest, subdirectory)
  }

  /// The path of the file in the cache folder, downloaded if it is not there.
  ///
  /// - Parameter source: where to look instead of `origin`: what the user said, else `KERATIN_DATASETS_URL`.
  func path(_ source: DatasetSource) throws -> String {
    let mirror = source.baseURL ?? ProcessInfo.processInfo.environment["KERATIN_DATASETS_URL"]
    let folder = mirror.flatMap { $0.isEmpty ? nil : $0.hasSuffix("/") ? $0 : $0 + "/" } ?? origin
    return try getFile(
      name, origin: folder + name, fileHash: digest, cacheSubdirectory: subdirectory,
      cacheDirectory: source.cacheDirectory, verbose: source.verbose)
  }

  /// What `decode` makes of the file. One that it cannot decode, and whose digest nobody knows, does not stay in the cache folder: it may be
  /// the page with which a proxy answered.
  func decoded<R>(_ source: DatasetSource, _ decode: (String) throws -> R) throws -> R {
    let path = try path(source)
    do {
      return try decode(path)
    } catch {
      if digest == nil { unlink(path) }
      throw error
    }
  }
}
