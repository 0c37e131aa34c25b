/// The maximum or mean of each window of a channels-last tensor, channel by channel.
public struct Pooling: Sendable, Hashable {
  public var window: SpatialWindow
  public var channels: Int

  public init(_ window: SpatialWindow, channels: Int) {
    self.window = window
    self.channels = channels
  }

  public var inputCount: Int { window.batch * window.input.count * channels }
  public var resultCount: Int { window.batch * window.output.count * channels }
}
