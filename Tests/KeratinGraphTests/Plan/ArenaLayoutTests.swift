import KeratinGraph
import KeratinKernels
import Testing

@Suite struct ArenaLayoutTests {
  @Test(arguments: 0..<200)
  func whatLivesTogetherDoesNotOverlap(_ number: Int) {
    var source = RandomSource(RandomKey(seed: UInt64(number)))
    let intervals = (0..<(number % 40)).map { _ in
      let first = Int(source.next() % 20)
      return ArenaLayout.Interval(
        bytes: Int(source.next() % 1000) * Int(source.next() % 3), first: first, last: first + Int(source.next() % 8))
    }
    let layout = ArenaLayout(intervals)
    func place(_ index: Int) -> Range<Int> { layout.offsets[index]..<(layout.offsets[index] + intervals[index].bytes) }
    for (i, a) in intervals.enumerated() where a.bytes > 0 {
      #expect(layout.offsets[i] % Buffer.alignment == 0)
      #expect(place(i).upperBound <= layout.byteCount)
      for (j, b) in intervals.enumerated() where j < i && b.bytes > 0 && a.first <= b.last && b.first <= a.last {
        #expect(!place(i).overlaps(place(j)), "intervals \(i) and \(j)")
      }
    }
    #expect(layout.byteCount >= ArenaLayout.leastBytes(intervals))
  }

  @Test func memoryIsUsedAgain() {
    let chain = (0..<10).map { ArenaLayout.Interval(bytes: 64, first: $0, last: $0 + 1) }
    #expect(ArenaLayout(chain).byteCount == 128)
    #expect(ArenaLayout.leastBytes(chain) == 128)
    let together = (0..<10).map { _ in ArenaLayout.Interval(bytes: 65, first: 0, last: 0) }
    #expect(ArenaLayout(together).byteCount == 1280)
    #expect(ArenaLayout([]).byteCount == 0)
  }
}
