internal import CVector

/// A row of fewer elements than ``limit``, repeated so that a whole vector can be read from any place in it.
struct ShortRow {
  /// Longer rows lose little by a tail of their own.
  @inline(__always)
  static var limit: Int { 64 }

  private var vectors: (Floats, Floats, Floats, Floats, Floats)
  private let length: Int

  @inline(__always)
  init(_ x: UnsafePointer<Float>, _ length: Int) {
    let zero = Floats(repeating: 0)
    vectors = (zero, zero, zero, zero, zero)
    self.length = length
    withUnsafeMutableBytes(of: &vectors) { bytes in
      let place = bytes.baseAddress!.assumingMemoryBound(to: Float.self)
      // The row, and then what is there already, which a copy doubles.
      var filled = 0
      while filled < length {
        let count = min(lanes, length &- filled)
        vector_store_first(place + filled, vector_load_first(x + filled, count), count)
        filled &+= count
      }
      while filled < length &+ lanes {
        let count = min(filled, length &+ lanes &- filled)
        vector_store_first(place + filled, vector_load_first(place, count), count)
        filled &+= count
      }
    }
  }

  @inline(__always)
  func withRepetitions(_ body: (_ repeated: UnsafePointer<Float>, _ length: Int) -> Void) {
    withUnsafeBytes(of: vectors) { body($0.baseAddress!.assumingMemoryBound(to: Float.self), length) }
  }
}
