/// Where the channels of a layer's input and result stand.
public enum DataFormat: String, Sendable, Hashable, CaseIterable {
  /// `[batch, axes…, channels]`, the order in which all kernels work.
  case channelsLast = "channels_last"
  /// `[batch, channels, axes…]`; what comes and goes is transposed.
  case channelsFirst = "channels_first"

  /// The axes of an input that are neither batch nor channels.
  func spatialAxes(_ count: Int) -> [Int] { Array(self == .channelsLast ? 1..<(count + 1) : 2..<(count + 2)) }
}
