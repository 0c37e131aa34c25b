import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every layer with every regularizer and constraint that it takes, against Keras's: which weight each is for, and what they make.
@Suite struct PenaltyFixtureTests {
  static let samples = Result { try Fixture("penalties").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 20) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      try Backends.with(Backends.naive) {
        let layer = try ObjectMaker().layer(sample.serialized("keras.layers"))
        let inputs = try sample["inputs"].map {
          try Tensor($0.values, shape: Shape($0.shape), elementType: $0.isInteger ? .int32 : .float64)
        }
        try layer.buildIfNeeded(inputs.map(\.shape))
        try layer.setWeights(
          try sample["weights"].map { try Tensor($0.values, shape: Shape($0.shape), elementType: .float64) })
        let context = CallContext(isTraining: false)
        context.run { _ = layer(inputs) }
        let losses = try (layer.penalties + context.losses).map { try $0.scalar(as: Double.self) }
        let expected = try #require(sample.series["penalty"])
        try requireClose([losses.reduce(0, +)], expected, within: expected.map { 1e-12 * (1 + $0) })
        #expect(layer.weights.count == sample["constrained"].count)
        for (weight, exact) in zip(layer.weights, sample["constrained"]) {
          let value = weight.constraint.map { $0.projected(weight.value) } ?? weight.value
          try requireClose(
            try value.scalars(as: Double.self), exact.values, within: exact.values.map { _ in 1e-12 })
        }
      }
    }
  }
}
