internal import KeratinGraph

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Whole files, read and written as bytes.
enum FileBytes {
  /// The bytes of the file at `path`.
  static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw failure("a file to read at \(path)") }
    defer { fclose(file) }
    var bytes = [UInt8]()
    let chunk = 1 << 20
    while true {
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: chunk))
      let count = bytes.withUnsafeMutableBytes { fread($0.baseAddress! + start, 1, chunk, file) }
      bytes.removeLast(chunk - count)
      if count < chunk {
        if ferror(file) != 0 { throw failure("to read all of \(path)") }
        return bytes
      }
    }
  }

  /// Replaces the file at `path` by `bytes`. They are written beside it first, so that a reader never sees half a file and a
  /// failed write leaves the old one.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    let bytes = Array(bytes)
    let temporary = "\(path).\(getpid()).tmp"
    guard let file = fopen(temporary, "wb") else { throw failure("a file that can be written at \(path)") }
    let written = bytes.withUnsafeBytes { $0.isEmpty ? 0 : fwrite($0.baseAddress!, 1, $0.count, file) }
    let closed = fclose(file)
    guard written == bytes.count, closed == 0, rename(temporary, path) == 0 else {
      let error = failure("to write \(bytes.count) bytes to \(path)")
      unlink(temporary)
      throw error
    }
  }

  private static func failure(_ expected: String) -> KeratinError {
    KeratinError(.file, expected: expected, received: String(cString: strerror(errno)))
  }
}
