import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct BatchNormalizeTests {
  @Test(arguments: TestBackends.all)
  func isTheSameInAllLives(_ backend: TestBackend) throws {
    let x = try random([4, 3, 5], "batch normalize", from: -3, to: 3, .float32)
    let gamma = try random([5], "gamma", .float32)
    let beta = try random([5], "beta", .float32)
    let results = try inAllLives([x, gamma, beta], on: backend) {
      let (y, mean, variance) = batchNormalized($0[0], gamma: $0[1], beta: $0[2], epsilon: 1e-3)
      return [y, mean, variance]
    }
    #expect(results.map(\.shape) == [[4, 3, 5], [5], [5]])
    let (mean, variance) = (x.mean(axes: [0, 1]), x.variance(axes: [0, 1]))
    let y = (x - mean) * rsqrt(variance + 1e-3) * gamma + beta
    for (result, expected) in zip(results, [y, mean, variance]) {
      let bounds = [Double](repeating: 64 * 0x1p-24, count: expected.count)
      try requireClose(try result.scalars(as: Float.self), try expected.doubles(), within: bounds)
    }
  }

  @Test func hasItsDerivatives() throws {
    let inputs = [
      try random([4, 2, 3], "batch normalize gradient", from: -2, to: 2), try random([3], "gamma"),
      try random([3], "beta"),
    ]
    func y(_ inputs: [Tensor]) -> Tensor {
      batchNormalized(inputs[0], gamma: inputs[1], beta: inputs[2], epsilon: 1e-2).y
    }
    try checkGradients(at: inputs) { y($0) }
    // Mean and variance are results like y.
    try checkGradients(at: inputs) {
      let results = batchNormalized($0[0], gamma: $0[1], beta: $0[2], epsilon: 1e-2)
      return results.y * results.mean + square(results.variance)
    }
    for index in 0..<2 {
      try checkGradients(at: inputs) { try gradient(of: square(y($0)).sum(), with: $0)[index] }
    }
  }

  @Test func refusesParametersThatDoNotFit() {
    let x = Tensor.zeros([4, 3])
    let result = batchNormalized(x, gamma: Tensor.ones([2]), beta: Tensor.zeros([3]), epsilon: 0)
    #expect(result.y.error?.received.contains("[2]") == true)
    #expect(batchNormalized(Tensor(1.0), gamma: Tensor.ones([2]), beta: x, epsilon: 0).y.error != nil)
  }
}
