import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct DenseOperationTests {
  @Test(arguments: TestBackends.all, ActivationKind.allCases)
  func isActivationOfProductAndBias(_ backend: TestBackend, _ activation: ActivationKind) throws {
    for shape in [[5, 4], [2, 3, 4], [0, 4], [1, 4]] as [Shape] {
      let x = try random(shape, "x", .float32)
      let (w, b) = (try random([4, 6], "w", .float32), try random([6], "b", .float32))
      let y = try inAllLives([x, w, b], on: backend) { x in
        [dense(x[0], x[1], bias: x[2], activation: activation), dense(x[0], x[1], activation: activation)]
      }
      // The same in Double, in separate operations.
      for (y, bias) in zip(y, [b, Tensor.zeros([6])]) {
        let exact = try Backends.with(Backends.naive) {
          let z = x.cast(to: .float64).matmul(w.cast(to: .float64)) + bias.cast(to: .float64)
          switch activation {
          case .linear: return try z.doubles()
          case .relu: return try relu(z).doubles()
          case .sigmoid: return try sigmoid(z).doubles()
          case .tanh: return try tanh(z).doubles()
          }
        }
        #expect(y.shape == Shape(shape.dimensions.dropLast() + [6]))
        // |z| ≤ 5, each activation's slope ≤ 1, then its own rounding.
        let bound = RoundingBound.gamma(6, Float.self) * 5 + 8 * 0x1p-24
        try requireClose(try y.scalars(as: Float.self), exact, within: exact.map { _ in bound })
      }
    }
  }

  @Test(arguments: ActivationKind.allCases)
  func hasItsDerivatives(_ activation: ActivationKind) throws {
    let inputs = [try random([2, 3, 4], "x"), try random([4, 5], "w"), try random([5], "b")]
    try checkGradients(at: inputs) { dense($0[0], $0[1], bias: $0[2], activation: activation) }
    try checkGradients(at: inputs) { dense($0[0], $0[1], activation: activation) }
    try checkGradients(at: inputs) { x in
      let y = dense(x[0], x[1], bias: x[2], activation: activation)
      let gradients = try gradient(of: square(y).sum(), with: x)
      return gradients[0].sum() * gradients[1] * gradients[2]
    }
  }

  @Test func bringsTypesToOne() throws {
    let y = dense(try counting([1, 2]), try counting([2, 3], .float64), bias: try counting([3]))
    #expect(y.elementType == .float64)
  }

  @Test func saysWhatDoesNotFit() throws {
    let (x, w) = (try counting([2, 3]), try counting([4, 5]))
    #expect(
      dense(x, w).message
        == "dense: expected an input of shape [..., 4] with at least two axes, for a kernel of shape [4, 5]. "
        + "Received: input shape [2, 3].")
    #expect(
      dense(try counting([4]), w).error?.received == "input shape [4]")
    #expect(
      dense(try counting([2, 4]), w, bias: try counting([4])).message
        == "dense: expected a bias of shape [5], for a kernel of shape [4, 5]. Received: bias shape [4].")
    #expect(
      dense(x, try counting([3])).message
        == "dense: expected a kernel of shape [inputs, units]. Received: kernel shape [3].")
    #expect(dense(try counting([1, 1], .int32), try counting([1, 1], .int32)).error?.kind == .elementType)
    #expect(dense(functional([nil, 7, 4]), w).shape == [nil, 7, 5])
  }
}
