internal import KeratinKernels

/// Elements that no kernel computes: NaNs with bits of their own, integers of no meaning.
enum Poison {
  private static let float32: UInt32 = 0x7FE5_A5A5
  private static let float64: UInt64 = 0x7FFC_A5A5_A5A5_A5A5
  private static let int32: UInt32 = 0xA5A5_A5A5
  private static let uint8: UInt8 = 0xA5

  static func fill(_ start: UnsafeMutableRawPointer, count: Int, _ type: ElementType) {
    switch type {
    case .float32: start.assumingMemoryBound(to: UInt32.self).update(repeating: float32, count: count)
    case .float64: start.assumingMemoryBound(to: UInt64.self).update(repeating: float64, count: count)
    case .int32: start.assumingMemoryBound(to: UInt32.self).update(repeating: int32, count: count)
    case .uint8, .bool: start.assumingMemoryBound(to: UInt8.self).update(repeating: uint8, count: count)
    }
  }

  /// The first element that is still poison. A byte has no value to spare for it; there only the comparison with what
  /// is expected shows that one was not written.
  static func firstIndex(_ start: UnsafeMutableRawPointer, count: Int, _ type: ElementType) -> Int? {
    func search<Bits: FixedWidthInteger>(_ poison: Bits) -> Int? {
      UnsafeBufferPointer(start: start.assumingMemoryBound(to: Bits.self), count: count).firstIndex(of: poison)
    }
    return switch type {
    case .float32: search(float32)
    case .float64: search(float64)
    case .int32: search(int32)
    case .uint8, .bool: nil
    }
  }
}
