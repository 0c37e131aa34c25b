internal import Foundation
internal import KeratinGraph

/// One file that is fetched by HTTP.
///
/// The program `curl` does it. Foundation's own `URLSession` would link 31 more libraries into every program and double the time in which it
/// starts, whether it downloads or not.
package struct Download {
  private let origin: String
  /// Seconds without data after which a connection is given up.
  private let patience: Int

  package init(origin: String, patience: Int = 60) {
    (self.origin, self.patience) = (origin, patience)
  }

  /// Writes what `origin` gives to the file at `path`, telling `progress` how many bytes have come. Of a failed download nothing stays.
  package func run(to path: String, progress: (Int) -> Void) throws {
    let address = origin.lowercased()
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
      throw failure("an address that begins with https:// or http://", origin)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // No `-` may stand where an address is meant, nor a `[` mean a range of them.
    process.arguments = [
      "curl", "--fail", "--location", "--max-redirs", "10", "--proto", "=http,https", "--globoff", "--silent",
      "--show-error", "--connect-timeout", "\(patience)", "--speed-limit", "1", "--speed-time", "\(patience)",
      "--output",
      path, "--url", origin,
    ]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    var isWhole = false
    defer { if !isWhole { unlink(path) } }
    do { try process.run() } catch {
      throw failure("to run curl", error.localizedDescription)
    }
    while process.isRunning {
      progress(bytes(at: path))
      Thread.sleep(forTimeInterval: 0.05)
    }
    process.waitUntilExit()
    let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    switch (process.terminationReason, process.terminationStatus) {
    case (.exit, 0):
      // An empty answer leaves no file.
      if !FileManager.default.fileExists(atPath: path) { try FileBytes.write([], to: path) }
      progress(bytes(at: path))
      isWhole = true
    case (.exit, 127):
      throw failure(
        "the program curl", message.trimmed, "installing curl, or putting the file into the cache folder by hand")
    case (_, let status):
      throw failure(
        "a file at \(origin)", message.isEmpty ? "curl ended with status \(status)" : message.trimmed,
        "another address, or putting the file into the cache folder by hand")
    }
  }

  private func bytes(at path: String) -> Int {
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
    return size?.intValue ?? 0
  }

  private func failure(_ expected: String, _ received: String, _ suggestion: String? = nil) -> KeratinError {
    KeratinError(.file, expected: expected, received: received, operation: "getFile", suggestion: suggestion)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
