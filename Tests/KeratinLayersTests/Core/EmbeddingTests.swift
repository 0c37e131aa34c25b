import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct EmbeddingTests {
  @Test func refusesTokensOutside() {
    let layer = Embedding(3, 2)
    #expect(layer(Tensor([[0, 3]] as [[Int32]])).error != nil)
    #expect(layer(Tensor([[0, 2]] as [[Int32]])).shape == [1, 2, 2])
    #expect(Embedding(0, 2)(Tensor([0] as [Int32])).error?.kind == .argument)
  }

  @Test func lambdaIsItsFunction() throws {
    let x = Tensor([[1, 2], [3, 4]] as [[Float]])
    #expect(try Lambda { $0 * $0 }(x).scalars(as: Float.self) == [1, 4, 9, 16])
    #expect(try Lambda(of: { $0[0] - $0[1] })([x, x]).scalars(as: Float.self) == [0, 0, 0, 0])
    #expect(Lambda { $0 }([x, x]).error?.kind == .argument)
    #expect(Lambda { $0.sum(axis: 1) }(Input(shape: [3])).shape == [nil])
  }
}
