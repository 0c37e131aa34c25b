/// Combines any number of partial results as the leaves of a balanced tree, so that rounding errors grow with the
/// logarithm of their number.
///
/// Works as a binary counter: place k holds the combination of 2ᵏ partial results, or nothing. The last place takes
/// what goes beyond.
struct Cascade {
  /// The places of a cascade that combines one vector after another.
  @inline(__always)
  static var capacity: Int { 16 }

  private let places: UnsafeMutablePointer<Floats>
  private let last: Int
  private var count = 0

  /// A cascade on `capacity` places of memory.
  @inline(__always)
  init(_ places: UnsafeMutablePointer<Floats>, capacity: Int = Cascade.capacity) {
    self.places = places
    last = capacity &- 1
  }

  /// Adds one partial result.
  @inline(__always)
  mutating func add(_ partial: Floats, _ combine: (Floats, Floats) -> Floats) {
    var value = partial
    var place = 0
    while place < last && (count &>> place) & 1 == 1 {
      value = combine(places[place], value)
      place &+= 1
    }
    if place == last && count &>> last != 0 { value = combine(places[last], value) }
    places[place] = value
    count &+= 1
  }

  /// The combination of all partial results; at least one has been added.
  @inline(__always)
  func result(_ combine: (Floats, Floats) -> Floats) -> Floats {
    var place = min(count.trailingZeroBitCount, last)
    var value = places[place]
    while place < last {
      place &+= 1
      let isTaken = place == last ? count &>> last != 0 : (count &>> place) & 1 == 1
      if isTaken { value = combine(places[place], value) }
    }
    return value
  }
}

/// Runs `body` with room for a cascade on the stack. Kernels do so once, outside of all loops, since `body` is not inlined.
@inline(__always)
func withPlaces(_ body: (UnsafeMutablePointer<Floats>) -> Void) {
  withUnsafeTemporaryAllocation(of: Floats.self, capacity: Cascade.capacity) { body($0.baseAddress!) }
}
