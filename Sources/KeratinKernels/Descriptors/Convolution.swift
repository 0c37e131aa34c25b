/// A convolution (to be exact a cross-correlation) of a channels-last tensor with kernels, as `keras.ops.conv` computes it.
///
/// Input `[batch, depth, height, width, groups·channels]`, kernels `[depth, height, width, channels, groups·filters]`, result
/// `[batch, depth, height, width, groups·filters]`. Filter f of group g sees the channels of group g alone.
public struct Convolution: Sendable, Hashable {
  public var window: SpatialWindow
  public var groups: Int
  /// The channels of one group.
  public var channels: Int
  /// The filters of one group.
  public var filters: Int

  public init(_ window: SpatialWindow, groups: Int = 1, channels: Int, filters: Int) {
    self.window = window
    self.groups = groups
    self.channels = channels
    self.filters = filters
  }

  public var inputCount: Int { window.batch * window.input.count * groups * channels }
  public var kernelCount: Int { window.window.count * channels * groups * filters }
  public var resultCount: Int { window.batch * window.output.count * groups * filters }
  /// Multiply-adds counted as two operations, those with padding included.
  public var operationCount: Int { 2 * resultCount * window.window.count * channels }
}
