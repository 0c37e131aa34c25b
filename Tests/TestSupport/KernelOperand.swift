internal import KeratinKernels

/// The memory of one operand of a kernel under test: aligned as an arena would hold it, and not readable behind its end.
final class KernelOperand {
  private let memory: PageEndMemory
  private let count: Int

  init<T: Scalar>(_ elements: [T]) {
    count = elements.count
    memory = PageEndMemory(byteCount: count * MemoryLayout<T>.stride)
    elements.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(start: memory.start, count: $0.count).copyMemory(from: $0)
    }
  }

  /// The elements, to hand to the kernel.
  var operand: Operand { Operand(address: memory.start, count: count) }
}
