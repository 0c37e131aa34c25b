internal import CPeak

/// What the machine can do at most, as measured: no kernel can take less time than its operations at the peak, nor, where its operands lie
/// in memory, than its bytes at the bandwidth.
///
///     let limits = MachineLimits.measured(threads: 2)
///     print(limits.operationsPerSecond / 1e9, "GFLOP/s")
public struct MachineLimits: Sendable, Hashable {
  /// Fused multiply-adds of `Float` on registers alone, each counting as two operations, a second; 0 where the processor's vectors are
  /// not known.
  public let operationsPerSecond: Double
  /// Bytes moved between memory and processor a second; 0 where that could not be measured.
  public let bytesPerSecond: Double

  /// Limits that are known; 0 for one that is not.
  public init(operationsPerSecond: Double, bytesPerSecond: Double) {
    (self.operationsPerSecond, self.bytesPerSecond) = (operationsPerSecond, bytesPerSecond)
  }

  /// Measures both, which takes some tenths of a second and, for a moment, 96 MiB for each thread.
  public static func measured(threads: Int) -> MachineLimits {
    MachineLimits(
      operationsPerSecond: measuredPeak(threads: threads), bytesPerSecond: measuredBandwidth(threads: threads))
  }

  /// The peak of one core, times `threads`: operations a second.
  public static func measuredPeak(threads: Int) -> Double { peak_gflops() * 1e9 * Double(threads) }

  /// What `threads` threads, at most 256, move in a second while each adds two arrays to a third.
  public static func measuredBandwidth(threads: Int) -> Double { stream_gbs(Int32(clamping: threads)) * 1e9 }

  /// The least seconds that so many operations and bytes can take.
  public func leastSeconds(operations: Double, bytes: Double) -> Double {
    max(
      operationsPerSecond > 0 ? operations / operationsPerSecond : 0,
      bytesPerSecond > 0 ? bytes / bytesPerSecond : 0)
  }
}
