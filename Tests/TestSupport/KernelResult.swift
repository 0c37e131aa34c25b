internal import KeratinKernels

/// The memory of one result of a kernel under test: fenced, and filled with a value that nobody computes.
final class KernelResult<T: Scalar> {
  /// What the memory holds before the kernel runs.
  enum Content {
    /// `count` elements of poison: NaN in floating types.
    case poison(count: Int)
    /// The operand of a kernel that works in place.
    case elements([T])
  }

  private let memory: GuardedMemory
  private let count: Int
  private let isPoisoned: Bool

  init(_ content: Content) {
    switch content {
    case .poison(let count):
      self.count = count
      isPoisoned = true
      memory = GuardedMemory(byteCount: count * MemoryLayout<T>.stride)
      Poison.fill(memory.start, count: count, T.elementType)
    case .elements(let elements):
      count = elements.count
      isPoisoned = false
      memory = GuardedMemory(byteCount: count * MemoryLayout<T>.stride)
      elements.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(start: memory.start, count: $0.count).copyMemory(from: $0)
      }
    }
  }

  /// The elements, to hand to the kernel.
  var operand: Operand { Operand(address: memory.start, count: count) }

  /// What the kernel wrote.
  func finish() throws(KernelFault) -> [T] {
    if let offset = memory.brokenFence { throw .wroteOutsideResult(byteOffset: offset) }
    if isPoisoned, let index = Poison.firstIndex(memory.start, count: count, T.elementType) {
      throw .leftUnwritten(index: index)
    }
    return withExtendedLifetime(memory) {
      Array(UnsafeBufferPointer(start: memory.start.assumingMemoryBound(to: T.self), count: count))
    }
  }
}
