import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct SoftmaxTests {
  @Test(arguments: TestBackends.all)
  func isTheQuotientOfExponentials(_ backend: TestBackend) throws {
    let x = try random([3, 4, 5], "softmax", from: -3, to: 3, .float32)
    let numbers = try x.doubles()
    let exponentials = try TestBackends.naive.unary(.exp, numbers)
    for axis in [0, 1, 2, -1, -3] {
      let y = try inAllLives([x], on: backend) { [softmax($0[0], axis: axis), logSoftmax($0[0], axis: axis)] }
      let place = axis < 0 ? axis + 3 : axis
      let strides = x.shape.strides
      let exact = exponentials.indices.map { index in
        let start = index - index / strides[place] % x.shape[place] * strides[place]
        return exponentials[index] / (0..<x.shape[place]).reduce(0) { $0 + exponentials[start + $1 * strides[place]] }
      }
      #expect(y.map(\.shape) == [x.shape, x.shape])
      try requireClose(try y[0].scalars(as: Float.self), exact, ulps: 16)
      let logarithms = try TestBackends.naive.unary(.log, exact)
      try requireClose(try y[1].scalars(as: Float.self), logarithms, within: logarithms.map { _ in 32 * 0x1p-24 })
    }
  }

  @Test(arguments: TestBackends.all)
  func doesNotOverflow(_ backend: TestBackend) throws {
    let x = Tensor([[1000, 999], [-1000, -1001], [0, -.infinity]])
    let y = try inAllLives([x], on: backend) { [softmax($0[0]), logSoftmax($0[0])] }
    let e = 0.7310585786300049
    try requireClose(try y[0].scalars(as: Float.self), [e, 1 - e, e, 1 - e, 1, 0], ulps: 8)
    try requireClose(
      try y[1].scalars(as: Float.self),
      [-0.31326168751822286, -1.3132616875182228, -0.31326168751822286, -1.3132616875182228, 0, -.infinity],
      ulps: 8)
  }

  @Test func hasItsDerivatives() throws {
    let x = try random([2, 3, 4], "softmax gradient", from: -2, to: 2)
    for axis in 0..<3 {
      try checkGradients(at: [x]) { softmax($0[0], axis: axis) }
      try checkGradients(at: [x]) { logSoftmax($0[0], axis: axis) }
      try checkGradients(at: [x]) { try gradient(of: square(softmax($0[0], axis: axis)).sum(), with: $0)[0] }
      try checkGradients(at: [x]) { try gradient(of: square(logSoftmax($0[0], axis: axis)).sum(), with: $0)[0] }
    }
  }

  @Test func theThirdDerivativeExistsToo() throws {
    let x = try random([2, 3], "softmax third")
    try checkGradients(at: [x]) { x in
      let first = try gradient(of: pow(softmax(x[0]), 3).sum(), with: x)[0]
      return try gradient(of: square(first).sum(), with: x)[0]
    }
  }

  @Test func worksAtTheEdges() throws {
    #expect(softmax(Tensor.zeros([0, 3])).shape == [0, 3])
    #expect(softmax(Tensor.zeros([3, 0])).shape == [3, 0])
    #expect(try softmax(Tensor([[5]])).doubles() == [1])
    #expect(softmax(Tensor([1 as Int32, 2])).elementType == .float32)
    #expect(softmax(functional([nil, 3]), axis: 0).shape == [nil, 3])
    #expect(
      softmax(Tensor(1)).message
        == "softmax: expected a tensor with axes. Received: axis -1 of a tensor of shape [].")
    #expect(
      logSoftmax(Tensor([1, 2]), axis: 1).message
        == "logSoftmax: expected an axis in -1...0. Received: axis 1 of a tensor of shape [2].")
  }
}
