import KeratinKernels
import Testing

@Suite struct ReductionTests {
  @Test func mergesNeighboursOfTheSameFate() {
    let reduction = Reduction([2, 3, 4, 5], axes: [1, 2])
    #expect(reduction.extents == [2, 12, 5])
    #expect(reduction.isReduced == [false, true, false])
    #expect(reduction.resultCount == 10)
    #expect(reduction.reducedCount == 12)
  }

  @Test func dropsAxesOfExtentOne() {
    let reduction = Reduction([2, 1, 3, 1], axes: [1, 3])
    #expect(reduction.extents == [6])
    #expect(reduction.isReduced == [false])
    #expect(reduction.reducedCount == 1)
    #expect(Reduction([1, 1], axes: [0]).extents.isEmpty)
  }

  @Test func countsEmptyAxes() {
    #expect(Reduction([0, 3], axes: [0]).resultCount == 3)
    #expect(Reduction([0, 3], axes: [0]).reducedCount == 0)
    #expect(Reduction([0, 3], axes: [1]).resultCount == 0)
    #expect(Reduction([], axes: []).resultCount == 1)
    #expect(Reduction([2, 3], axes: [0, 1]).resultCount == 1)
  }

  @Test func oneAxisIsOuterCountInner() {
    #expect(AxisReduction([2, 3, 4], axis: 1) == AxisReduction(outer: 2, count: 3, inner: 4))
    #expect(AxisReduction([2, 3, 4], axis: 0) == AxisReduction(outer: 1, count: 2, inner: 12))
    #expect(AxisReduction([2, 3, 4], axis: 2) == AxisReduction(outer: 6, count: 4, inner: 1))
    #expect(Rows([2, 3, 4]) == Rows(count: 6, length: 4))
    #expect(Rows(Shape.scalar) == Rows(count: 1, length: 1))
    #expect(Rows([5]) == Rows(count: 1, length: 5))
  }
}
