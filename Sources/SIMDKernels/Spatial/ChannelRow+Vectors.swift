internal import KeratinSIMDTable

extension ChannelRow {
  /// Calls `body` for each place and each vector of its channels: with the address that taps are relative to, that in y, and the
  /// number of channels, at most those of a vector.
  @inline(__always)
  func forEachVector(_ body: (_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ width: Int) -> Void) {
    for i in 0..<places {
      var c = 0
      while c < channels {
        let width = min(lanes, channels &- c)
        body(x + (i &* placeStride &+ c), y + (i &* yStride &+ c), width)
        c &+= width
      }
    }
  }
}
