#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A block of memory aligned to 64 bytes, freed with its last reference.
///
/// Whoever holds the only reference may write to it; once shared it is never written again, so that it can be read
/// from any thread.
public final class Buffer: @unchecked Sendable {
  /// The alignment of every buffer and of every place in an arena: one cache line, one AVX-512 vector.
  public static let alignment = 64

  /// Where the memory begins.
  public let address: UnsafeMutableRawPointer
  /// The bytes that may be used.
  public let byteCount: Int
  /// What `calloc` gave, where the memory is its.
  private let zeros: UnsafeMutableRawPointer?

  /// Memory for `byteCount` bytes, not yet written.
  public init(byteCount: Int) {
    self.byteCount = byteCount
    zeros = nil
    if byteCount < Buffer.hugePage {
      address = .allocate(byteCount: max(byteCount, 1), alignment: Buffer.alignment)
    } else {
      address = .allocate(byteCount: byteCount, alignment: Buffer.hugePage)
      #if os(Linux)
        // A matrix whose rows are in pages of 4 KB each misses the processor's table of pages at every row. The last part of the memory, less
        // than a huge page, stays in small ones, so that no more memory is used.
        madvise(address, byteCount / Buffer.hugePage * Buffer.hugePage, MADV_HUGEPAGE)
      #endif
    }
  }

  /// The bytes of a huge page, from which on memory is asked for in such.
  private static let hugePage = 1 << 21

  /// Memory for `byteCount` bytes that are zero. Of a large block the system gives pages only as they are written.
  public init(zeros byteCount: Int) {
    self.byteCount = byteCount
    guard let block = calloc(max(byteCount, 1) + Buffer.alignment, 1) else {
      // As `allocate` does where there is no memory: nothing can go on.
      fatalError("no memory for \(byteCount) bytes")
    }
    zeros = block
    address = block.alignedUp(toMultipleOf: Buffer.alignment)
  }

  /// Memory holding a copy of `elements`.
  public convenience init<T: Scalar>(copying elements: [T]) {
    self.init(byteCount: elements.count * MemoryLayout<T>.stride)
    copy(elements)
  }

  /// Memory holding a copy of another buffer's bytes.
  public convenience init(copying other: Buffer) {
    self.init(byteCount: other.byteCount)
    address.copyMemory(from: other.address, byteCount: other.byteCount)
  }

  /// Copies `elements` to the beginning of the memory, as many as it holds.
  public func copy<T: Scalar>(_ elements: [T]) {
    elements.withUnsafeBytes { bytes in
      if let source = bytes.baseAddress { address.copyMemory(from: source, byteCount: min(bytes.count, byteCount)) }
    }
  }

  deinit {
    if let zeros { free(zeros) } else { address.deallocate() }
  }

  /// Runs `body` on the elements.
  public func withElements<T: Scalar, R>(_ type: T.Type, _ body: (UnsafeBufferPointer<T>) throws -> R) rethrows -> R {
    let count = byteCount / MemoryLayout<T>.stride
    return try body(UnsafeBufferPointer(start: address.assumingMemoryBound(to: T.self), count: count))
  }
}
