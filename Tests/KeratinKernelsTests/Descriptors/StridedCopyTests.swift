import KeratinKernels
import Testing

@Suite struct StridedCopyTests {
  private func merged(_ extents: [Int], _ strides: [Int], offset: Int = 0) -> [[Int]] {
    let copy = StridedCopy(extents: extents, strides: strides, offset: offset, sourceCount: 1000)
    return [copy.extents, copy.strides]
  }

  @Test func mergesAxesThatAreWalkedAsOne() {
    #expect(merged([2, 3, 4], [12, 4, 1]) == [[24], [1]])
    #expect(merged([2, 3, 4], [24, 4, 1]) == [[2, 12], [24, 1]])
    #expect(merged([4, 3, 2], [1, 4, 12]) == [[4, 3, 2], [1, 4, 12]])
    #expect(merged([3, 4], [-4, -1]) == [[12], [-1]])
    #expect(merged([3, 4], [0, 0]) == [[12], [0]])
    #expect(merged([3, 4], [4, 0]) == [[3, 4], [4, 0]])
    #expect(merged([2, 3, 4], [3, 1, 0]) == [[6, 4], [1, 0]])
  }

  @Test func dropsAxesOfExtentOne() {
    #expect(merged([1, 5, 1], [99, 1, 7]) == [[5], [1]])
    #expect(merged([1, 1], [5, 5]) == [[], []])
    #expect(merged([], []) == [[], []])
    #expect(merged([2, 1, 3], [3, 99, 1]) == [[6], [1]])
  }

  @Test func knowsItsSize() {
    let copy = StridedCopy(extents: [3, 5], strides: [9, 1], offset: 10, sourceCount: 63)
    #expect(copy.count == 15)
    #expect(copy.offset == 10)
    #expect(!copy.isContiguous)
    #expect(StridedCopy(extents: [3, 5], strides: [5, 1], offset: 10, sourceCount: 63).isContiguous)
    #expect(StridedCopy(extents: [], strides: [], sourceCount: 1).isContiguous)
    #expect(!StridedCopy(extents: [7], strides: [-1], offset: 6, sourceCount: 7).isContiguous)
    #expect(StridedCopy(extents: [3, 0, 5], strides: [5, 5, 1], sourceCount: 0).count == 0)
    #expect(StridedCopy(extents: [], strides: [], sourceCount: 1).count == 1)
  }
}
