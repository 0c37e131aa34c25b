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

  /// Memory for `byteCount` bytes, not yet written.
  public init(byteCount: Int) {
    self.byteCount = byteCount
    address = .allocate(byteCount: max(byteCount, 1), alignment: Buffer.alignment)
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

  deinit { address.deallocate() }

  /// Runs `body` on the elements.
  public func withElements<T: Scalar, R>(_ type: T.Type, _ body: (UnsafeBufferPointer<T>) throws -> R) rethrows -> R {
    let count = byteCount / MemoryLayout<T>.stride
    return try body(UnsafeBufferPointer(start: address.assumingMemoryBound(to: T.self), count: count))
  }
}
