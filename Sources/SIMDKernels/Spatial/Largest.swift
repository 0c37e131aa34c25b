internal import CVector
internal import KeratinSIMDTable

extension Spatial {
  static func largest(_ row: ChannelRow) {
    row.forEachVector { x, y, width in
      var best = Floats(repeating: -.infinity)
      for t in 0..<row.tapCount {
        let value = vector_load_first(x + row.taps[t], width)
        best = vector_select(value.beats(best), value, best)
      }
      vector_store_first(y, best, width)
    }
  }

  static func selectLargest(_ row: ChannelRow, _ v: UnsafePointer<Float>) {
    let distance = v - row.x
    row.forEachVector { x, y, width in
      var chosen = Floats(repeating: 0)
      if row.tapCount > 0 {
        var best = vector_load_first(x + row.taps[0], width)
        chosen = vector_load_first(x + (distance &+ row.taps[0]), width)
        for t in 1..<row.tapCount {
          let value = vector_load_first(x + row.taps[t], width)
          let wins = value.beats(best)
          best = vector_select(wins, value, best)
          chosen = vector_select(wins, vector_load_first(x + (distance &+ row.taps[t]), width), chosen)
        }
      }
      vector_store_first(y, chosen, width)
    }
  }

  static func spreadToLargest(_ row: ChannelRow, into dx: UnsafeMutablePointer<Float>) {
    if row.tapCount == 0 { return }
    let distance = UnsafePointer(dx) - row.x
    row.forEachVector { x, y, width in
      var best = vector_load_first(x + row.taps[0], width)
      var winner = Integers(repeating: 0)
      for t in 1..<row.tapCount {
        let value = vector_load_first(x + row.taps[t], width)
        let wins = value.beats(best)
        best = vector_select(wins, value, best)
        winner = vector_select_int(wins, Integers(repeating: Int32(truncatingIfNeeded: t)), winner)
      }
      let share = vector_load_first(y, width)
      let zero = Floats(repeating: 0)
      for t in 0..<row.tapCount {
        let p = UnsafeMutablePointer(mutating: x + (distance &+ row.taps[t]))
        let isHere = vector_equal_int(winner, Integers(repeating: Int32(truncatingIfNeeded: t)))
        vector_store_first(p, vector_load_first(p, width) + vector_select(isHere, share, zero), width)
      }
    }
  }
}

extension Floats {
  /// Where a later candidate takes over from `best`: it is larger, or the first NaN.
  @inline(__always)
  fileprivate func beats(_ best: Floats) -> Integers { vector_equal(best, best) & ~vector_less_equal(self, best) }
}
