import KeratinKernels
import Testing

@Suite struct BroadcastTests {
  @Test func tensorsOfOneShapeAreOneAxis() {
    let broadcast = Broadcast([[2, 3, 4], [2, 3, 4]], to: [2, 3, 4])
    #expect(broadcast.extents == [24])
    #expect(broadcast.strides == [[1], [1]])
    #expect(broadcast.isDense(0) && broadcast.isDense(1) && !broadcast.isScalar(0))
    #expect(broadcast == Broadcast(count: 24, operands: 2))
  }

  @Test func aBiasIsTwoAxes() {
    let broadcast = Broadcast([[8, 3, 4], [4]], to: [8, 3, 4])
    #expect(broadcast.extents == [24, 4])
    #expect(broadcast.strides == [[4, 1], [0, 1]])
    #expect(broadcast.count == 96)
  }

  @Test func aSingleNumberHasNoStride() {
    let broadcast = Broadcast([[5, 7], []], to: [5, 7])
    #expect(broadcast.extents == [35])
    #expect(broadcast.strides == [[1], [0]])
    #expect(broadcast.isScalar(1) && !broadcast.isDense(1))
  }

  @Test func stretchedAxesStayApart() {
    let broadcast = Broadcast([[5, 1], [1, 7]], to: [5, 7])
    #expect(broadcast.extents == [5, 7])
    #expect(broadcast.strides == [[1, 0], [0, 1]])
    let middle = Broadcast([[2, 3, 4], [2, 1, 4]], to: [2, 3, 4])
    #expect(middle.extents == [2, 3, 4])
    #expect(middle.strides == [[12, 4, 1], [4, 0, 1]])
  }

  @Test func nothingAndOneElementAreForms() {
    #expect(Broadcast([[0, 3], [3]], to: [0, 3]).count == 0)
    let single = Broadcast([[], [1, 1]], to: [1, 1])
    #expect(single.extents.isEmpty && single.count == 1)
    #expect(single.isDense(0) && single.isScalar(1))
  }
}
