internal import KeratinGraph

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Paths as commands take them: `-` is the standard input or output.
package enum StandardStreams {
  /// Where what `path` means is read.
  package static func source(_ path: String) -> String { path == "-" ? "/dev/stdin" : path }

  /// How messages call what is read from `path`.
  package static func name(_ path: String) -> String { path == "-" ? "standard input" : path }

  /// Writes the pieces to the file at `path`, or to the standard output.
  static func write(_ pieces: [[UInt8]], to path: String) throws {
    guard path == "-" else { return try FileBytes.write(pieces, to: path) }
    fflush(nil)
    for piece in pieces {
      var start = 0
      while start < piece.count {
        let written = piece.withUnsafeBytes { put(STDOUT_FILENO, $0.baseAddress! + start, $0.count - start) }
        guard written > 0 || errno == EINTR else { throw failure() }
        start += Swift.max(written, 0)
      }
    }
  }

  /// Copies a file to the standard output.
  package static func copyToOutput(_ path: String) throws { try write([FileBytes.read(path)], to: "-") }

  /// Copies the standard input to a file.
  package static func copyInput(to path: String) throws { try FileBytes.write([FileBytes.read(source("-"))], to: path) }

  private static func put(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Glibc.write(descriptor, bytes, count)
    #endif
  }

  private static func failure() -> KeratinError {
    KeratinError(.file, expected: "to write to the standard output", received: String(cString: strerror(errno)))
  }
}
