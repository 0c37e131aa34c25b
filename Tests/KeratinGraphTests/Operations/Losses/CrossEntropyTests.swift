import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CrossEntropyTests {
  static let labels = Tensor([[2, 0, 1], [1, 1, 0]] as [[Int32]])

  @Test(arguments: TestBackends.all)
  func isTheNegativeLogarithmOfTheProbability(_ backend: TestBackend) throws {
    let x = try random([2, 3, 4], "logits", from: -3, to: 3, .float32)
    let targets = try random([2, 3, 4], "targets", from: 0, to: 1, .float32)
    let y = try inAllLives([x, CrossEntropyTests.labels, targets], on: backend) { x in
      [sparseCrossEntropy(logits: x[0], labels: x[1]), crossEntropy(logits: x[0], targets: x[2])]
    }
    #expect(y.map(\.shape) == [[2, 3], [2, 3]])
    let logarithms = try Backends.with(Backends.naive) { try logSoftmax(x.cast(to: .float64)).doubles() }
    let labels = try CrossEntropyTests.labels.doubles().map { Int($0) }
    let sparse = labels.indices.map { -logarithms[$0 * 4 + labels[$0]] }
    try requireClose(try y[0].scalars(as: Float.self), sparse, within: sparse.map { _ in 32 * 0x1p-24 })
    let weights = try targets.doubles()
    let terms = zip(weights, logarithms).map { -$0 * $1 }
    let soft = (0..<6).map { row in terms[(4 * row)..<(4 * row + 4)].reduce(0, +) }
    try requireClose(try y[1].scalars(as: Float.self), soft, within: soft.map { 64 * 0x1p-24 * $0 })
  }

  @Test(arguments: TestBackends.all)
  func doesNotOverflow(_ backend: TestBackend) throws {
    let x = Tensor([[1000, 0], [1000, 0]])
    let y = try inAllLives([x, Tensor([0 as Int32, 1])], on: backend) {
      [sparseCrossEntropy(logits: $0[0], labels: $0[1])]
    }
    #expect(try y[0].doubles() == [0, 1000])
  }

  @Test func hasItsDerivatives() throws {
    let x = try random([2, 3, 4], "logits")
    let targets = try random([2, 3, 4], "targets", from: 0, to: 1)
    try checkGradients(at: [x, CrossEntropyTests.labels]) { sparseCrossEntropy(logits: $0[0], labels: $0[1]) }
    try checkGradients(at: [x, targets]) { crossEntropy(logits: $0[0], targets: $0[1]) }
    try checkGradients(at: [x, CrossEntropyTests.labels]) { x in
      let loss = sparseCrossEntropy(logits: x[0], labels: x[1])
      return try gradient(of: square(loss).sum(), with: [x[0]])[0]
    }
    try checkGradients(at: [x, targets]) { x in
      let gradients = try gradient(of: square(crossEntropy(logits: x[0], targets: x[1])).sum(), with: x)
      return gradients[0] * 3 + gradients[1]
    }
  }

  @Test func namesTheFirstLabelOutside() throws {
    let x = try counting([2, 3])
    func message(_ labels: [Int32]) -> String { sparseCrossEntropy(logits: x, labels: Tensor(labels)).message }
    #expect(message([0, 3]) == "sparseCrossEntropy: expected labels in 0...2. Received: 3 at [1].")
    #expect(message([-1, 3]) == "sparseCrossEntropy: expected labels in 0...2. Received: -1 at [0].")
    #expect(
      message([0])
        == "sparseCrossEntropy: expected labels of shape [2], one for each row of logits of shape [2, 3]. "
        + "Received: labels of shape [1].")
    #expect(
      sparseCrossEntropy(logits: x, labels: Tensor([0, 1])).message
        == "sparseCrossEntropy: expected labels as an int32 tensor. Received: float32[2]. Try: cast(to: .int32).")
    #expect(
      crossEntropy(logits: x, targets: try counting([3])).message
        == "crossEntropy: expected tensors of one shape and element type. Received: float32[2, 3] and float32[3].")
    #expect(
      crossEntropy(logits: Tensor(1), targets: Tensor(1)).message
        == "crossEntropy: expected logits of shape [..., classes]. Received: logits without axes.")
    #expect(sparseCrossEntropy(logits: functional([nil, 3]), labels: functional([nil], .int32)).shape == [nil])
  }
}
