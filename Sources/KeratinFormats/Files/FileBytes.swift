internal import KeratinGraph
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Whole files, read and written as bytes.
enum FileBytes {
  private static let written = Atomic<Int>(0)

  /// A reader of the file at `path`, called `source` in messages. A large file is left on the disk and read as it is needed.
  static func reader(_ path: String, source: String? = nil) throws -> ByteReader {
    let source = source ?? path
    var status = stat()
    // Pipes can be opened only once, small files are read at once, and what cannot be opened is told there.
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) >= largeFile else {
      return ByteReader(try read(path), source: source)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      let error = failure("a file to read at \(path)")
      if descriptor >= 0 { close(descriptor) }
      throw error
    }
    let file = OpenFile(descriptor, count: Swift.max(0, Int(status.st_size)), path: source)
    try requireMemory(file.count, path)
    return ByteReader(file, source: source)
  }

  /// The bytes from which on a file is not read at once.
  static let largeFile = 1 << 20

  /// Throws for a file that is larger than the machine's memory.
  private static func requireMemory(_ size: Int, _ path: String) throws {
    let memory = MachineMemory.byteCount
    guard size < memory else {
      throw KeratinError(
        .file, expected: "\(path) to fit into this machine's memory of \(memory >> 20) MiB", received: "\(size) bytes")
    }
  }

  /// The bytes of the file at `path`. Throws for a folder.
  static func read(_ path: String) throws -> [UInt8] {
    guard !isFolder(path) else { throw KeratinError(.file, expected: "a file", received: "the folder \(path)") }
    guard let file = fopen(path, "rb") else { throw failure("a file to read at \(path)") }
    defer { fclose(file) }
    // The size is only a hint: a pipe has none, and a file may grow while it is read.
    var status = stat()
    let size = fstat(fileno(file), &status) == 0 ? Swift.max(0, Int(status.st_size)) : 0
    try requireMemory(size, path)
    var bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
    }
    let chunk = 1 << 20
    while feof(file) == 0, ferror(file) == 0 {
      bytes += [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
        count = fread(buffer.baseAddress, 1, chunk, file)
      }
    }
    if ferror(file) != 0 { throw failure("to read all of \(path)") }
    return bytes
  }

  /// Replaces the file at `path` by `bytes`: after a crash, a full disk or a kill there is the old file or the new one, never half.
  ///
  /// They are written beside it and brought to the disk before they take its name; what a kill leaves of that is called
  /// `PATH.….tmp`.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws { try write([Array(bytes)], to: path) }

  /// Replaces the file at `path` by the pieces, one after another, in the same way.
  static func write(_ pieces: [[UInt8]], to path: String) throws {
    let number = written.wrappingAdd(1, ordering: .relaxed).newValue
    let temporary = "\(path).\(getpid()).\(number).tmp"
    guard !isFolder(path) else { throw KeratinError(.file, expected: "a file's name", received: "the folder \(path)") }
    guard let file = fopen(temporary, "wb") else { throw failure("a file that can be written at \(path)") }
    var isWhole = true
    for piece in pieces where isWhole && !piece.isEmpty {
      isWhole = piece.withUnsafeBytes { fwrite($0.baseAddress!, 1, $0.count, file) } == piece.count
    }
    isWhole = isWhole && fflush(file) == 0 && fsync(fileno(file)) == 0
    let reason = errno
    isWhole = fclose(file) == 0 && isWhole
    guard isWhole, rename(temporary, path) == 0 else {
      if !isWhole { errno = reason }
      let error = failure("to write \(pieces.reduce(0) { $0 + $1.count }) bytes to \(path)")
      unlink(temporary)
      throw error
    }
    syncFolder(of: path)
  }

  /// Whether there is a file or folder at `path`.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether there is a folder at `path`.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Brings the new name itself to the disk; where a file system cannot, the file's content is safe all the same.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
    let descriptor = open(String(folder), O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func failure(_ expected: String) -> KeratinError {
    KeratinError(.file, expected: expected, received: String(cString: strerror(errno)))
  }
}
