import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct RegularizerTests {
  static let samples = Result { try Fixture("regularizers").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 20) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws {
    let regularizer = try made(sample)
    let configurable = try #require(regularizer as? any Configurable)
    #expect(type(of: configurable).className == sample.className)
    #expect(FixtureValue(.object(configurable.config)) == sample.config)
    #expect(type(of: configurable).module == "keras.regularizers")

    let input = try sample.tensor("inputs")
    try Backends.with(Backends.naive) {
      let x = try Tensor(input.values, shape: Shape(input.shape))
      let penalty = try regularizer.penalty(x).scalars(as: Double.self)
      let expected = try sample.tensor("values").values
      try requireClose(penalty, expected, within: expected.map { 1e-14 * $0.magnitude })
      let derivative = try Trace(.eager).run {
        try gradient(of: regularizer.penalty(x), with: [x])[0].scalars(as: Double.self)
      }
      // At 0 each number in ±l1 is a derivative of l1·|x|. Keras on TensorFlow and PyTorch takes 0, and so do we; JAX takes l1.
      let expectedDerivative = zip(input.values, try sample.tensor("inputGradients").values).map { $0 == 0 ? 0 : $1 }
      // What is a sum of terms for each element has the rounding of the terms.
      let largest = sample.className == "OrthogonalRegularizer" ? expectedDerivative.map(\.magnitude).max() ?? 0 : 0
      try requireClose(
        derivative, expectedDerivative, within: expectedDerivative.map { 1e-14 * max($0.magnitude, largest) })
    }
  }

  @Test(
    arguments: [Regularizers.L1L2(l1: 0.3, l2: 0.2)] as [any Regularizer] + [
      Regularizers.L1(), Regularizers.L2(), Regularizers.OrthogonalRegularizer(factor: 0.5, mode: .columns),
    ])
  func gradientsAreThoseOfThePenalty(_ regularizer: any Regularizer) throws {
    try checkGradients(at: [Tensor([[0.5, -1.5], [2, -0.25]] as [[Double]])]) { regularizer.penalty($0[0]) }
  }

  @Test func aFactorOfZeroLeavesItsTermOut() throws {
    let x = Tensor([Float.infinity, 1])
    #expect(try Regularizers.L1L2().penalty(x).scalar(as: Float.self) == 0)
    #expect(try Regularizers.L1L2(l1: 1).penalty(x).scalar(as: Float.self) == .infinity)
  }

  @Test func factorsMustBeFiniteAndNotNegative() {
    for regularizer in [Regularizers.L1(-1), Regularizers.L2(.nan), Regularizers.L1L2(l1: 0, l2: .infinity)]
      as [any Regularizer]
    {
      #expect(throws: KeratinError.self) { try regularizer.penalty(Tensor([1 as Float])).scalar(as: Float.self) }
    }
  }

  @Test func orthogonalityNeedsAMatrix() throws {
    #expect(Regularizers.OrthogonalRegularizer().penalty(Tensor([1, 2])).error?.kind == .shape)
    #expect(Regularizers.OrthogonalRegularizer(factor: -1).penalty(Tensor([[1, 2]])).error?.kind == .argument)
    #expect(try Regularizers.OrthogonalRegularizer().penalty(Tensor([[1, 2]])).scalar(as: Float.self) == 0)
    let identity = Tensor.eye(3)
    #expect(try Regularizers.OrthogonalRegularizer().penalty(identity).scalar(as: Float.self) == 0)
  }

  @Test func weightsOfLayersThatAreTrainedArePenalized() throws {
    let layer = Dense(
      2, kernelInitializer: .constant(3), biasInitializer: .constant(-2), kernelRegularizer: .l2(0.5),
      biasRegularizer: .l1(0.25))
    try layer.buildIfNeeded([[nil, 2]])
    #expect(try layer.penalties.map { try $0.scalar(as: Float.self) } == [18, 1])
    layer.isTrainable = false
    #expect(layer.penalties.isEmpty)
  }

  private func made(_ sample: FixtureCase) throws -> any Regularizer {
    switch sample.className {
    case "L1": return .l1(try #require(sample.config["l1"].double))
    case "L2": return .l2(try #require(sample.config["l2"].double))
    case "L1L2":
      return .l1l2(l1: try #require(sample.config["l1"].double), l2: try #require(sample.config["l2"].double))
    case "OrthogonalRegularizer":
      let mode = Regularizers.OrthogonalRegularizer.Mode(rawValue: sample.config["mode"].string ?? "")
      return .orthogonal(factor: try #require(sample.config["factor"].double), mode: try #require(mode))
    default: throw FixtureError.missing("regularizer", sample.className ?? "")
    }
  }
}
