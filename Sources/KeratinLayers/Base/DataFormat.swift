/// Where the channels of a layer's input and result stand.
public enum DataFormat: String, Sendable, Hashable, CaseIterable {
  /// `[batch, axes…, channels]`, the order in which all kernels work.
  case channelsLast = "channels_last"
  /// `[batch, channels, axes…]`; what comes and goes is transposed.
  case channelsFirst = "channels_first"
}
