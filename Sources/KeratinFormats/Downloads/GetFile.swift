internal import Foundation
internal import KeratinGraph
internal import KeratinLayers
public import KeratinTraining

/// The path of a file in the cache folder, downloaded if it is not there: the counterpart of `keras.utils.get_file`.
///
///     let path = try getFile(origin: "https://example.org/flowers.csv", fileHash: "9f86d081…")
///
/// A file appears in the folder when it is whole and its digest is right; a download that fails leaves nothing.
///
/// - Parameters:
///   - name: the name in the cache folder; by default the last part of `origin`.
///   - origin: the address, http or https.
///   - fileHash: the digest that the file must have: of SHA-256, 64 hexadecimal digits, or of MD5, 32. A file in the cache with another one is downloaded again.
///   - cacheSubdirectory: the folder within the cache folder; `datasets` by default.
///   - cacheDirectory: the cache folder; ``CacheFolder/path`` by default.
///   - forceDownload: downloads even what is there; false by default.
///   - verbose: what is printed.
/// - Throws: ``KeratinError`` where the file cannot be fetched or written, or is not what its digest says.
public func getFile(
  _ name: String? = nil, origin: String, fileHash: String? = nil, cacheSubdirectory: String = "datasets",
  cacheDirectory: String? = nil, forceDownload: Bool = false, verbose: Verbosity = .auto
) throws -> String {
  func failure(_ kind: KeratinError.Kind, _ expected: String, _ received: String) -> KeratinError {
    KeratinError(kind, expected: expected, received: received, operation: "getFile")
  }
  let name = name ?? origin.split(separator: "?")[0...].first.map { String($0.split(separator: "/").last ?? "") } ?? ""
  guard !name.isEmpty, name != ".", name != "..", !name.contains("/"), !name.utf8.contains(0) else {
    throw failure(.argument, "the name of a file", name.debugDescription)
  }
  let wanted = fileHash?.lowercased()
  let isMD5 = wanted?.count == 32
  if let wanted, !(isMD5 || wanted.count == 64) || !wanted.allSatisfy(\.isHexDigit) {
    throw failure(.argument, "a digest of 64 hexadecimal digits (SHA-256) or 32 (MD5)", "'\(wanted)'")
  }
  let folder = [cacheDirectory ?? CacheFolder.path, cacheSubdirectory].filter { !$0.isEmpty }.joined(separator: "/")
  let path = "\(folder)/\(name)"
  if !forceDownload, FileManager.default.fileExists(atPath: path) {
    guard let wanted else { return path }
    if try digest(of: path, isMD5: isMD5) == wanted { return path }
    Warnings.say("\(path) is not the file that its digest tells of, and is downloaded again.")
  }
  try CacheFolder.make(folder)
  let part = "\(folder)/.\(name).\(UUID().uuidString).part"
  defer { unlink(part) }
  var report = DownloadReport(origin, verbose)
  try Download(origin: origin).run(to: part) { report.update($0) }
  report.finish()
  if let wanted {
    let found = try digest(of: part, isMD5: isMD5)
    guard found == wanted else {
      throw failure(
        .data, "a file at \(origin) with \(isMD5 ? "MD5" : "SHA-256") digest \(wanted)", "one with digest \(found)")
    }
  }
  guard rename(part, path) == 0 else {
    throw failure(.file, "a file that can be written at \(path)", String(cString: strerror(errno)))
  }
  return path
}

/// The digest of the file at `path`, read piece by piece.
private func digest(of path: String, isMD5: Bool) throws -> String {
  guard let file = FileHandle(forReadingAtPath: path) else {
    throw KeratinError(
      .file, expected: "a file to read at \(path)", received: String(cString: strerror(errno)), operation: "getFile")
  }
  defer { try? file.close() }
  var (sha256, md5) = (SHA256(), MD5())
  while let data = try file.read(upToCount: 1 << 20), !data.isEmpty {
    if isMD5 { md5.add(Array(data)[...]) } else { sha256.add(Array(data)[...]) }
  }
  return isMD5 ? md5.finish() : sha256.finish()
}

/// What is printed of a download.
private struct DownloadReport {
  private let isShown: Bool
  private let isRedrawn: Bool
  private var lastBytes = -1

  init(_ origin: String, _ verbosity: Verbosity) {
    isShown = verbosity != .silent
    isRedrawn = verbosity == .bar || (verbosity == .auto && isatty(STDOUT_FILENO) == 1)
    write("Downloading data from \(origin)\n")
  }

  mutating func update(_ bytes: Int) {
    guard isRedrawn, bytes != lastBytes else { return }
    lastBytes = bytes
    write("\r\(bytes) bytes")
  }

  func finish() { if isRedrawn { write("\n") } }

  private func write(_ text: String) {
    guard isShown else { return }
    fflush(nil)
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
