public import KeratinTraining

/// Where a published data set comes from.
///
/// By default files are kept in ``CacheFolder/path`` and fetched from their publishers, or from the folder that `KERATIN_DATASETS_URL`
/// names. A mirror must have the same files: their digests are checked.
public struct DatasetSource: Sendable {
  /// The cache folder, `nil` for ``CacheFolder/path``.
  public var cacheDirectory: String?
  /// The address of a folder with the published files, `nil` for their publishers'.
  public var baseURL: String?
  /// What is printed of downloads.
  public var verbose: Verbosity

  public init(cacheDirectory: String? = nil, baseURL: String? = nil, verbose: Verbosity = .auto) {
    (self.cacheDirectory, self.baseURL, self.verbose) = (cacheDirectory, baseURL, verbose)
  }
}
