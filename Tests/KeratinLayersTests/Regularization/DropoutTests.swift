import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct DropoutTests {
  private let ones = Tensor.ones([40, 50])

  private func counter(_ layer: Layer) throws -> Int32 {
    try #require(layer.variables.first { $0.isRandomCounter }).value.scalar()
  }

  /// Of n elements n·(1 − p) are kept, give or take √(n·p·(1 − p)); five times that is left once in two million times.
  @Test(arguments: [0.1, 0.5, 0.9])
  func keepsItsShareAndScalesIt(_ rate: Double) throws {
    let layer = Dropout(rate, seed: 4)
    let y = try layer(Tensor.ones([100, 100]), training: true).scalars(as: Float.self)
    let kept = y.filter { $0 != 0 }
    #expect(kept.allSatisfy { $0 == Float(1 / (1 - rate)) })
    #expect((Double(kept.count) - 10_000 * (1 - rate)).magnitude <= 5 * (10_000 * rate * (1 - rate)).squareRoot())
  }

  @Test func drawsTheSameBitsOnEveryBackend() throws {
    var data = TestData("dropout layer")
    let x = try Tensor(data.uniform(2000) as [Float], shape: [40, 50])
    let results = try TestBackends.all.map { backend in
      try Backends.with(backend.kernels) {
        let layer = Dropout(0.3, seed: 9)
        return try [layer(x, training: true), layer(x, training: true)].map { try $0.scalars(as: Float.self) }
      }
    }
    for result in results { for call in 0..<2 { try requireSameBits(result[call], results[0][call]) } }
    #expect(results[0][0] != results[0][1])
  }

  @Test func doesNothingOutsideTraining() throws {
    let layer = Dropout(0.5)
    #expect(try layer(ones).scalars(as: Float.self).allSatisfy { $0 == 1 })
    #expect(try layer(ones, training: false).scalars(as: Float.self).allSatisfy { $0 == 1 })
    #expect(try counter(layer) == 0)
    let none = Dropout(0)
    #expect(try none(ones, training: true).scalars(as: Float.self).allSatisfy { $0 == 1 })
    #expect(try counter(none) == 0)
  }

  @Test func atRateOneNothingIsLeftNotEvenNaN() throws {
    let x = Tensor([1, -1, .infinity, .nan] as [Float])
    let y = try Dropout(1)(x.reshaped(to: [2, 2]), training: true).scalars(as: Float.self)
    try requireEqual(y, [0, 0, 0, 0])
  }

  @Test func masksAreOfTheNoiseShape() throws {
    let x = Tensor.ones([8, 6, 5])
    for (noiseShape, isShared) in [([nil, 1, 5] as Shape, 1), ([8, 6, 1], 2), ([1, nil, nil], 0)] {
      let y = try Dropout(0.5, noiseShape: noiseShape, seed: 1)(x, training: true).scalars(as: Float.self)
      let strides = x.shape.strides
      for index in y.indices where index / strides[isShared] % x.shape[isShared] > 0 {
        #expect(y[index] == y[index - strides[isShared]])
      }
      #expect(Set(y) == [0, 2])
    }
  }

  @Test func countsItsCallsInTrainingAsStateThatIsNoWeight() throws {
    let layer = Dropout(0.5, seed: 2)
    #expect(layer.variables.isEmpty)
    let masks = try (0..<3).map { _ in try layer(ones, training: true).scalars(as: Float.self) }
    #expect(try counter(layer) == 3)
    #expect(Set(masks).count == 3)
    #expect(layer.weights.isEmpty && layer.trainableVariables.isEmpty)
    #expect(layer.nonTrainableVariables.count == 1 && layer.parameterCount == 0)
    // Set back, the counter gives the same masks again.
    for variable in layer.variables { try variable.assign(Tensor(0, elementType: .int32)) }
    #expect(try layer(ones, training: true).scalars(as: Float.self) == masks[0])
  }

  @Test func keysFollowFromTheSessionOrTheSeed() throws {
    func mask(_ layer: Dropout) throws -> [Float] { try layer(ones, training: true).scalars() }
    let (a, b) = try withSession(seed: 3) { try (mask(Dropout(0.5)), mask(Dropout(0.5))) }
    let (c, d) = try withSession(seed: 3) { try (mask(Dropout(0.5)), mask(Dropout(0.5))) }
    #expect(a == c && b == d && a != b)
    #expect(try mask(Dropout(0.5, seed: 8)) == mask(Dropout(0.5, seed: 8)))
    #expect(try mask(Dropout(0.5, seed: 8)) != mask(Dropout(0.5, seed: 9)))
  }

  @Test func aPlanDrawsAnotherMaskWithEachRun() throws {
    let layer = Dropout(0.5, seed: 2)
    try layer.buildIfNeeded([ones.shape])
    let trace = Trace()
    let program = try trace.run {
      let x = trace.input(ones.type)
      return try Program(trace, outputs: [layer(x, training: true), layer(x, training: true)])
    }
    let executor = Executor(try Plan(program))
    executor.bind(input: 0, to: try ones.buffer())
    var planned: [[Float]] = []
    for _ in 0..<2 {
      #expect(try executor.run())
      for output in 0..<2 { planned.append(try executor.output(output).scalars()) }
    }
    #expect(try counter(layer) == 4)
    let again = Dropout(0.5, seed: 2)
    #expect(try planned == (0..<4).map { _ in try again(ones, training: true).scalars() })
  }

  @Test(arguments: [nil, [3, 1] as Shape])
  func theGradientHasTheMask(_ noiseShape: Shape?) throws {
    let layer = Dropout(0.4, noiseShape: noiseShape, seed: 6)
    var data = TestData("dropout gradient")
    let x = try Tensor(data.uniform(12) as [Double], shape: [3, 4])
    try checkGradients(at: [x]) { layer($0[0], training: true) }
  }

  @Test func hasKerasConfiguration() {
    let layer = Dropout(0.25, noiseShape: [nil, 1, 3], seed: 7, name: "drop")
    #expect(
      layer.config == [
        "name": "drop", "trainable": true, "dtype": "float32", "rate": 0.25, "seed": 7,
        "noise_shape": [nil, 1, 3],
      ])
  }
}
