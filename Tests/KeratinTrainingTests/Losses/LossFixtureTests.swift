import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Losses and their gradients against Keras's.
struct LossFixtureTests {
  static let samples = Result { try Fixture("losses").cases + Fixture("masked_losses").cases }

  @Test(arguments: try samples.get())
  func valuesAndGradientsAreThoseOfKeras(_ sample: FixtureCase) throws {
    let (values, gradients) = try evaluate(sample, .float64, on: TestBackends.naive)
    try requireNear(values.scalars(), try sample.tensor("values").values, 1e-12)
    try requireNear(gradients.scalars(), try sample.tensor("predictionGradients").values, 1e-12)
    #expect(values.shape.dimensions == (try sample.tensor("values").shape))
  }

  @Test(arguments: try samples.get(), TestBackends.all)
  func backendsAgreeInSinglePrecision(_ sample: FixtureCase, _ backend: TestBackend) throws {
    let (values, gradients) = try evaluate(sample, .float32, on: backend)
    let bound = try LossBound(sample)
    let expected = try sample.tensor("values").values
    try requireClose(values.scalars(as: Float.self), expected, within: expected.map(bound.ofValue))
    let slopes = try sample.tensor("predictionGradients").values
    try requireClose(gradients.scalars(as: Float.self), slopes, within: slopes.map(bound.ofSlope))
  }

  @Test(arguments: try samples.get())
  func configurationsAreThoseOfKeras(_ sample: FixtureCase) throws {
    let loss = try sample.loss()
    #expect(type(of: loss).className == sample.className)
    // What Keras leaves out of a configuration is in the settings.
    try requireConfig(loss.config.filter { sample.settings[$0.key].isNull }, sample.config)
  }

  /// What Keras gives in float32, where 1 − 1e-7 is 1 − 2⁻²³: a perfect prediction has a loss above 0.
  @Test(arguments: TestBackends.all)
  func probabilitiesAreClippedAsKerasClipsThemInSinglePrecision(_ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      let corners = Tensor([[1, 0, 0], [1, 0, 0], [0, 1, 0]] as [[Float]])
      let labels = Tensor([0, 1, 2] as [Int32])
      let sparse = try Losses.SparseCategoricalCrossentropy(reduction: .none)(labels, corners)
      let dense = try Losses.CategoricalCrossentropy(reduction: .none)(Tensor.oneHot(labels, depth: 3), corners)
      for values in [sparse, dense] {
        try requireClose(
          values.scalars(as: Float.self), [0x1p-23, 16.118_095_397_949_22, 16.118_095_397_949_22], ulps: 4)
      }
      let binary = try Losses.BinaryCrossentropy(reduction: .none)(
        Tensor([[0, 1], [1, 0], [0, 0]] as [[Float]]), Tensor([[0, 1], [0, 1], [1, 1e-8]] as [[Float]]))
      try requireClose(
        binary.scalars(as: Float.self), [0x1p-23, 16.030_239_105_224_61, 7.971_192_359_924_316], ulps: 4)
    }
  }

  private func evaluate(
    _ sample: FixtureCase, _ elementType: ElementType, on backend: TestBackend
  ) throws -> (values: Tensor, gradients: Tensor) {
    let loss = try sample.loss()
    let inputs = [
      try sample.tensor("predictions").tensor(elementType), try sample.tensor("targets").tensor(elementType),
      try sample.optionalTensor("sampleWeight", elementType),
    ].compactMap { $0 }
    let mask = try sample["mask"].first.map { try $0.tensor(.bool) }
    let results = try inEveryLife(inputs, on: backend) { inputs in
      let values = try loss(inputs[1], inputs[0].withMask(mask), sampleWeight: inputs.count == 3 ? inputs[2] : nil)
      let upstream = Tensor.ones(values.shape, elementType: elementType)
      return [values] + (try gradient(of: values, with: [inputs[0]], upstream: upstream))
    }
    return (results[0], results[1])
  }

  private func requireNear(_ received: [Double], _ expected: [Double], _ tolerance: Double) throws {
    try requireClose(received, expected, within: expected.map { tolerance * max($0.magnitude, 1) })
  }
}
