internal import KeratinKernels

/// Aligned memory between two fences, which show if anything was written outside it.
final class GuardedMemory {
  private static let fence = 256
  private static let mark: UInt8 = 0xA5

  private let block: Buffer
  let byteCount: Int

  /// `byteCount` bytes of ones, NaN in floating types.
  init(byteCount: Int) {
    self.byteCount = byteCount
    block = Buffer(byteCount: byteCount + 2 * GuardedMemory.fence)
    for i in 0..<block.byteCount { bytes[i] = GuardedMemory.mark }
    for i in 0..<byteCount { bytes[i + GuardedMemory.fence] = 0xFF }
  }

  /// Where the memory between the fences begins.
  var start: UnsafeMutableRawPointer { block.address + GuardedMemory.fence }

  /// Where the first byte of a fence that was changed lies, counted from `start`, `nil` if both stand.
  var brokenFence: Int? {
    let places = [-GuardedMemory.fence..<0, byteCount..<byteCount + GuardedMemory.fence].joined()
    return places.first { bytes[$0 + GuardedMemory.fence] != GuardedMemory.mark }
  }

  private var bytes: UnsafeMutablePointer<UInt8> { block.address.assumingMemoryBound(to: UInt8.self) }
}
