import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct LayerNormalizeTests {
  @Test(arguments: TestBackends.all, [true, false])
  func isTheSameInAllLives(_ backend: TestBackend, _ centers: Bool) throws {
    let x = try random([4, 3, 5], "layer normalize", from: -3, to: 3, .float32)
    for shape in [[5], [3, 5]] as [Shape] {
      let gamma = try random(shape, "gamma", .float32)
      let beta = try random(shape, "beta", .float32)
      let results = try inAllLives([x, gamma, beta], on: backend) {
        let (y, mean, variance) = layerNormalized($0[0], gamma: $0[1], beta: $0[2], epsilon: 1e-3, centers: centers)
        return [y, mean, variance]
      }
      let kept = Shape(Array(x.shape.dimensions.dropLast(shape.rank)))
      #expect(results.map(\.shape) == [[4, 3, 5], kept, kept])
      let axes = Array((3 - shape.rank)..<3)
      let mean = x.mean(axes: axes, keepDims: true) * (centers ? 1 : 0)
      let variance = square(x - mean).mean(axes: axes, keepDims: true)
      let y = (x - mean) * rsqrt(variance + 1e-3) * gamma + beta
      for (result, expected) in zip(results, [y, mean, variance]) {
        let bounds = [Double](repeating: 64 * 0x1p-24, count: expected.count)
        try requireClose(try result.scalars(as: Float.self), try expected.doubles(), within: bounds)
      }
    }
  }

  @Test(arguments: [true, false])
  func hasItsDerivatives(_ centers: Bool) throws {
    let inputs = [
      try random([3, 2, 4], "layer normalize gradient", from: -2, to: 2), try random([2, 4], "gamma"),
      try random([2, 4], "beta"),
    ]
    func y(_ inputs: [Tensor]) -> Tensor {
      layerNormalized(inputs[0], gamma: inputs[1], beta: inputs[2], epsilon: 1e-2, centers: centers).y
    }
    try checkGradients(at: inputs) { y($0) }
    // Means and variances are results like y.
    try checkGradients(at: inputs) {
      let results = layerNormalized($0[0], gamma: $0[1], beta: $0[2], epsilon: 1e-2, centers: centers)
      return results.y * results.mean.reshaped(to: [3, 1, 1]) + square(results.variance).reshaped(to: [3, 1, 1])
    }
    for index in 0..<2 {
      try checkGradients(at: inputs) { try gradient(of: square(y($0)).sum(), with: $0)[index] }
    }
  }

  @Test(arguments: TestBackends.all)
  func agreesWithTheReference(_ backend: TestBackend) throws {
    let inputs = [
      try random([50, 33], "x", .float32), try random([33], "gamma", .float32), try random([33], "beta", .float32),
    ]
    _ = try crossChecked(inputs, on: backend) { inputs in
      let y = layerNormalized(inputs[0], gamma: inputs[1], beta: inputs[2], epsilon: 1e-3).y
      return [y] + (try gradient(of: square(y).sum(), with: inputs))
    }
  }

  @Test func refusesParametersThatDoNotFit() {
    let x = Tensor.zeros([4, 3])
    let result = layerNormalized(x, gamma: Tensor.ones([2]), beta: Tensor.zeros([2]), epsilon: 0)
    #expect(result.y.error?.received.contains("[2]") == true)
    #expect(layerNormalized(x, gamma: Tensor.ones([3]), beta: Tensor.zeros([2]), epsilon: 0).y.error != nil)
    #expect(layerNormalized(Tensor(1.0), gamma: Tensor.ones([1]), beta: Tensor.ones([1]), epsilon: 0).y.error != nil)
  }
}
