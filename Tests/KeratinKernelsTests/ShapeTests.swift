import KeratinKernels
import Testing

@Suite struct ShapeTests {
  @Test func neverTrapsOnAnAxis() {
    let shape: Shape = [nil, 28, 3]
    #expect(shape[-1] == 3 && shape[1] == 28 && shape[-2] == 28)
    #expect(shape[0] == Shape.unknown && shape[3] == Shape.unknown && shape[-4] == Shape.unknown)
    #expect(Shape.scalar[0] == Shape.unknown)
    var changed = shape
    changed[-1] = 5
    changed[7] = 9
    #expect(changed == [nil, 28, 5])
    #expect(shape.normalized(axis: -1) == 2 && shape.normalized(axis: 3) == nil && shape.normalized(axis: -4) == nil)
  }

  @Test func countsElements() {
    #expect(Shape.scalar.count == 1)
    #expect(([2, 3, 4] as Shape).count == 24)
    #expect(([2, 0, 4] as Shape).count == 0)
    #expect(([nil, 3] as Shape).count == 0 && !([nil, 3] as Shape).isKnown)
    #expect(([2, 3] as Shape).isKnown && Shape.scalar.isKnown)
  }

  @Test func hasRowMajorStrides() {
    #expect(([2, 3, 4] as Shape).strides == [12, 4, 1])
    #expect(Shape.scalar.strides.isEmpty)
    #expect(([5] as Shape).strides == [1])
    #expect(([2, 0, 4] as Shape).strides == [4, 4, 1])
    #expect(([2, 3, 4] as Shape).droppingFirst == [3, 4])
  }

  @Test(
    arguments: [
      ([2, 3], [2, 3], [2, 3]), ([2, 3], [3], [2, 3]), ([2, 1], [1, 3], [2, 3]), ([], [4], [4]), ([], [], []),
      ([1], [], [1]), ([5, 1, 4], [3, 1], [5, 3, 4]), ([0], [1], [0]), ([0, 3], [3], [0, 3]), ([1], [0], [0]),
    ] as [(Shape, Shape, Shape)])
  func broadcastsBothWays(_ a: Shape, _ b: Shape, _ result: Shape) {
    #expect(Shape.broadcast(a, b) == result)
    #expect(Shape.broadcast(b, a) == result)
  }

  @Test func doesNotBroadcastWhatDoesNotFit() {
    #expect(Shape.broadcast([2], [3]) == nil)
    #expect(Shape.broadcast([2, 3], [2]) == nil)
    #expect(Shape.broadcast([0], [2]) == nil)
  }

  @Test func readsStretchedAxesWithoutStride() {
    #expect(([3] as Shape).strides(broadcastTo: [2, 3]) == [0, 1])
    #expect(([2, 1] as Shape).strides(broadcastTo: [2, 3]) == [1, 0])
    #expect(Shape.scalar.strides(broadcastTo: [2, 3]) == [0, 0])
    #expect(([2, 3] as Shape).strides(broadcastTo: [2, 3]) == [3, 1])
  }

  @Test func printsLikeAList() {
    #expect(([nil, 28, 1] as Shape).description == "[nil, 28, 1]")
    #expect(Shape.scalar.description == "[]")
  }
}
