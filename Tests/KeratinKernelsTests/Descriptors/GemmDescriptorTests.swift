import KeratinKernels
import Testing

@Suite struct GemmDescriptorTests {
  @Test func denseMatricesHaveTheStridesOfTheirStorage() {
    let plain = Gemm(m: 2, n: 3, k: 5)
    #expect([plain.rowStrideA, plain.rowStrideB, plain.rowStrideC] == [5, 3, 3])
    let transposed = Gemm(m: 2, n: 3, k: 5, transposeA: true, transposeB: true)
    #expect([transposed.rowStrideA, transposed.rowStrideB, transposed.rowStrideC] == [2, 5, 3])
    #expect(plain.batchCount == 1 && plain.operationCount == 60)
    var batch = plain
    batch.batch = (2, 7)
    #expect(batch.batchCount == 14 && batch.operationCount == 840)
    #expect(DenseProduct(rows: 2, inputs: 5, units: 3, activation: .relu).product == plain)
  }
}
