/// A row of places of a channels-last tensor, each of which sees the same taps of another one.
///
/// Channel c of tap t of place i is element `i·placeStride + taps[t] + c` of x, channel c of place i element `i·yStride + c` of y.
public struct ChannelRow {
  public var x: UnsafePointer<Float>
  public var placeStride: Int
  public var taps: UnsafePointer<Int>
  public var tapCount: Int
  public var places: Int
  public var channels: Int
  public var y: UnsafeMutablePointer<Float>
  public var yStride: Int
  /// The weights of tap t begin at `weights + weightRows[t]`.
  public var weights: UnsafePointer<Float>
  public var weightRows: UnsafePointer<Int>
  /// What is done to the sums of a convolution.
  public var epilogue = Epilogue()

  /// A row without weights.
  @inlinable public init(
    x: UnsafePointer<Float>, placeStride: Int, taps: UnsafePointer<Int>, tapCount: Int, places: Int, channels: Int,
    y: UnsafeMutablePointer<Float>, yStride: Int
  ) {
    self.x = x
    self.placeStride = placeStride
    self.taps = taps
    self.tapCount = tapCount
    self.places = places
    self.channels = channels
    self.y = y
    self.yStride = yStride
    weights = x
    weightRows = taps
  }
}
