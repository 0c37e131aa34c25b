/// The random numbers of NumPy's `RandomState`, by which Keras orders files and samples.
///
/// Source: M. Matsumoto, T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudorandom number generator", ACM TOMACS
/// 8, 1998; the bounded integers are those of NumPy's `legacy` functions.
package struct NumPyRandom {
  private var state: [UInt32]
  private var place = 624

  package init(seed: UInt32) {
    state = [seed]
    state.reserveCapacity(624)
    for index in 1..<624 {
      let last = state[index - 1]
      state.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(index))
    }
  }

  package mutating func next() -> UInt32 {
    if place == 624 { twist() }
    var word = state[place]
    place += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  private mutating func twist() {
    for index in 0..<624 {
      let word = state[index] & 0x8000_0000 | state[(index + 1) % 624] & 0x7fff_ffff
      state[index] = state[(index + 397) % 624] ^ word >> 1 ^ (word & 1 == 0 ? 0 : 0x9908_b0df)
    }
    place = 0
  }

  /// `numpy.random.RandomState.shuffle`.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.dropFirst().reversed() {
      let limit = UInt32(truncatingIfNeeded: index)
      let mask = UInt32.max >> limit.leadingZeroBitCount
      var chosen = next() & mask
      while chosen > limit { chosen = next() & mask }
      elements.swapAt(index, Int(chosen))
    }
  }

  /// The numbers 0..<count, shuffled.
  package mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }
}
