import KeratinGraph
import KeratinKernels
import Testing

/// Products that equations name, next to sums written out.
@Suite struct EinsumTests {
  private let a = Tensor.arange(24).cast(to: .float64).reshaped(to: [2, 3, 4])

  @Test func multipliesMatrices() throws {
    let b = Tensor.arange(40).cast(to: .float64).reshaped(to: [2, 4, 5])
    #expect(try einsum("bij,bjk->bik", a, b).isIdentical(to: a.matmul(b)))
    #expect(try einsum("...ij,...jk->...ik", a, b).isIdentical(to: a.matmul(b)))
    #expect(try einsum("bij , bjk -> bki", a, b).isClose(to: a.matmul(b).transposed(axes: [0, 2, 1])))
    #expect(try einsum("bij,bjk->bi", a, b).isClose(to: a.matmul(b).sum(axis: 2)))
  }

  @Test func broadcastsAndSums() throws {
    let v = Tensor([1, -2, 3, 0.5] as [Double])
    #expect(try einsum("bij,j->bi", a, v).isClose(to: (a * v).sum(axis: 2)))
    #expect(try einsum("bij,j->bij", a, v).isIdentical(to: a * v))
    #expect(try einsum("bij,j->jib", a, v).isIdentical(to: (a * v).transposed(axes: [2, 1, 0])))
    #expect(try einsum("i,j->ij", v, v).isIdentical(to: v.outer(v)))
    #expect(try einsum("i,i->", v, v).scalar(as: Double.self) == 14.25)
    let row = Tensor.ones([1, 3, 4], elementType: .float64)
    #expect(try einsum("bij,bij->bi", a, row).isClose(to: a.sum(axis: 2)))
  }

  @Test func differentiates() throws {
    let b = Tensor.linspace(from: -1, to: 1, count: 30, elementType: .float64).reshaped(to: [5, 3, 2])
    let x = a * 0.1
    try checkGradients(at: [x, b]) { einsum("nij,kil->ljnk", $0[0], $0[1]) }
  }

  @Test(arguments: [
    "ij,jk->ik", "bij,bjk->bix", "bij->bji", "bij,bjk", "bbj,jk->bk", "bij,ijk->bk", "b.j,bjk->bk", "...,->",
  ])
  func refuses(_ equation: String) {
    #expect(einsum(equation, a, Tensor.ones([2, 4, 5], elementType: .float64)).error != nil)
  }
}
