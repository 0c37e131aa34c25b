import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct NormalizationTests {
  private let data = Tensor([[1, 10], [3, 30], [5, 20], [7, 20]] as [[Float]])

  /// Means 4 and 20, variances 5 and 50.
  @Test func adaptsToData() throws {
    let layer = Normalization()
    try layer.adapt(data)
    #expect(try layer.weights.prefix(2).map { try $0.value.scalars(as: Float.self) } == [[4, 20], [5, 50]])
    let batches = Normalization()
    try batches.adapt([data[0..<1], data[1..<4]])
    #expect(try batches.weights.prefix(2).map { try $0.value.scalars(as: Float.self) } == [[4, 20], [5, 50]])
    let y = try layer(data).scalars(as: Float.self)
    let undone = Normalization(mean: [4, 20], variance: [5, 50], invert: true)(layer(data))
    #expect(try undone.isClose(to: data) && y[0] < 0 && y[6] > 0)
  }

  @Test func hasOneMeanOfAllWithoutAxes() throws {
    let layer = Normalization(axes: [])
    try layer.adapt(Tensor([[1, 3], [5, 7]] as [[Float]]))
    #expect(try layer.weights.prefix(2).map { try $0.value.scalar(as: Float.self) } == [4, 5])
  }

  @Test func doesNotDivideByZero() throws {
    let layer = Normalization(mean: [1], variance: [0])
    #expect(try layer(Tensor([[1, 1]] as [[Float]])).scalars(as: Float.self) == [0, 0])
  }

  @Test func refusesWhatCannotBe() {
    #expect(throws: KeratinError.self) { try Normalization(mean: [0], variance: [1]).adapt(data) }
    #expect(throws: KeratinError.self) { try Normalization().adapt([]) }
    #expect(throws: KeratinError.self) { try Normalization().adapt(Tensor.ones([0, 2])) }
    #expect(Normalization(mean: [0, 0, 0], variance: [1, 1, 1])(data).error?.kind == .argument)
    #expect(Normalization(mean: [0], variance: [-1])(data).error?.kind == .argument)
  }
}
