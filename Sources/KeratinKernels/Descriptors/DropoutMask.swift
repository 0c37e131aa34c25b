/// Inverted dropout: element i is kept, times `scale`, if its random bits >> 8 are at least `threshold`, else it is 0.
public struct DropoutMask: Sendable, Hashable {
  public let stream: RandomStream
  /// ⌈rate·2²⁴⌉.
  public let threshold: UInt32
  /// 1 / (1 − rate), 0 if the rate is 1.
  public let scale: Double

  public init(stream: RandomStream, rate: Double) {
    self.stream = stream
    threshold = UInt32((min(max(rate, 0), 1) * 16_777_216).rounded(.up))
    scale = rate < 1 ? 1 / (1 - rate) : 0
  }
}
