internal import KeratinKernels

/// Gives every value a place in one arena, so that no two that are alive at the same time overlap.
///
/// Values are placed from the largest to the smallest, each at the lowest offset that is free throughout its life.
package struct ArenaLayout {
  /// A piece of memory and the steps, first to last, during which it must keep its contents.
  package struct Interval: Sendable {
    package let bytes: Int
    package let first: Int
    package var last: Int

    package init(bytes: Int, first: Int, last: Int) {
      self.bytes = bytes
      self.first = first
      self.last = last
    }
  }

  package private(set) var offsets: [Int]
  package private(set) var byteCount = 0

  package init(_ intervals: [Interval]) {
    offsets = [Int](repeating: 0, count: intervals.count)
    var placed: [Int] = []
    let bySize = intervals.indices.sorted { (intervals[$1].bytes, $0) < (intervals[$0].bytes, $1) }
    for index in bySize where intervals[index].bytes > 0 {
      let interval = intervals[index]
      let bytes = ArenaLayout.aligned(interval.bytes)
      let busy = placed.filter { intervals[$0].first <= interval.last && interval.first <= intervals[$0].last }
        .map { (offsets[$0], offsets[$0] + ArenaLayout.aligned(intervals[$0].bytes)) }
        .sorted { $0.0 < $1.0 }
      var offset = 0
      for (start, end) in busy {
        if offset + bytes <= start { break }
        offset = max(offset, end)
      }
      offsets[index] = offset
      byteCount = max(byteCount, offset + bytes)
      placed.append(index)
    }
  }

  /// The most bytes that are alive at one step: no layout can do with fewer.
  package static func leastBytes(_ intervals: [Interval]) -> Int {
    guard let steps = intervals.map(\.last).max() else { return 0 }
    var change = [Int](repeating: 0, count: steps + 2)
    for interval in intervals {
      change[interval.first] += aligned(interval.bytes)
      change[interval.last + 1] -= aligned(interval.bytes)
    }
    var alive = 0
    return change.reduce(0) { most, delta in
      alive += delta
      return max(most, alive)
    }
  }

  private static func aligned(_ bytes: Int) -> Int {
    (bytes + Buffer.alignment - 1) / Buffer.alignment * Buffer.alignment
  }
}
