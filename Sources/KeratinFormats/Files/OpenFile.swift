internal import KeratinGraph
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A file that is read piece by piece, where it is asked for: of a large one only what is needed comes into memory, and elements go where they
/// are wanted at once.
///
/// What is read can change behind the reader's back, if somebody else writes to the file, but it never leaves the memory for it: a file that
/// got shorter is an error.
final class OpenFile: Sendable {
  /// The bytes that the file had when it was opened.
  let count: Int
  private let descriptor: Int32
  private let path: String
  /// Pieces that were read last, each in the place that its number says.
  private let blocks = Mutex([Block?](repeating: nil, count: OpenFile.blockCount))

  private struct Block {
    let start: Int
    let bytes: [UInt8]
  }

  private static let blockCount = 16
  private static let blockSize = 1 << 14

  /// Takes over a descriptor of a file of `count` bytes.
  init(_ descriptor: Int32, count: Int, path: String) {
    (self.descriptor, self.count, self.path) = (descriptor, count, path)
  }

  deinit { close(descriptor) }

  /// The bytes of a range within the file.
  func bytes(_ range: Range<Int>) throws -> ArraySlice<UInt8> {
    let start = range.lowerBound / OpenFile.blockSize * OpenFile.blockSize
    guard range.upperBound <= start + OpenFile.blockSize else { return try whole(range)[...] }
    let place = start / OpenFile.blockSize % OpenFile.blockCount
    let block = try blocks.withLock { blocks -> [UInt8] in
      if let block = blocks[place], block.start == start { return block.bytes }
      let bytes = try whole(start..<Swift.min(start + OpenFile.blockSize, count))
      blocks[place] = Block(start: start, bytes: bytes)
      return bytes
    }
    return block[range.lowerBound - start..<range.upperBound - start]
  }

  private func whole(_ range: Range<Int>) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      try read(from: range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
      count = range.count
    }
  }

  /// Fills the memory with the bytes from `place` on.
  func read(from place: Int, into memory: UnsafeMutableRawBufferPointer) throws {
    var done = 0
    while done < memory.count {
      // The system reads at most 2 GiB at a time.
      let wanted = Swift.min(memory.count - done, 1 << 30)
      let found = pread(descriptor, memory.baseAddress! + done, wanted, off_t(place + done))
      if found < 0 && errno == EINTR { continue }
      guard found > 0 else {
        throw KeratinError(
          .file, expected: "to read \(memory.count) bytes at byte \(place) of \(path)",
          received: found == 0 ? "the end of the file after \(done)" : String(cString: strerror(errno)))
      }
      done += found
    }
  }
}
