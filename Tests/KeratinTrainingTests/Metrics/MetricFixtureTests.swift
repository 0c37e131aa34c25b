import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Metrics after each of several batches, against Keras's.
struct MetricFixtureTests {
  static let samples = Result { try Fixture("metrics").cases + Fixture("masked_metrics").cases }

  @Test(arguments: try samples.get())
  func resultsAreThoseOfKeras(_ sample: FixtureCase) throws {
    let results = try FloatPolicy.with(.float64) { try run(sample, .float64, on: TestBackends.naive) }
    let expected = try sample.tensor("results").values
    try requireClose(results, expected, within: expected.map { 1e-13 * max($0.magnitude, 1) })
  }

  @Test(arguments: try samples.get(), TestBackends.all)
  func backendsAgreeInSinglePrecision(_ sample: FixtureCase, _ backend: TestBackend) throws {
    let results = try run(sample, .float32, on: backend)
    let expected = try sample.tensor("results").values
    let bound = MetricBound(sample)
    try requireClose(results.map { Float($0) }, expected, within: try expected.map(bound.of))
  }

  @Test(arguments: try samples.get())
  func configurationsAreThoseOfKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      let metric = try sample.metric()
      #expect((metric as? any Configurable).map { type(of: $0).className } == sample.className)
      // What Keras leaves out of a configuration is in the settings.
      try requireConfig(metric.config.filter { sample.settings[$0.key].isNull }, sample.config)
    }
  }

  /// The result after each batch, in eager traces and at once.
  private func run(_ sample: FixtureCase, _ type: ElementType, on backend: TestBackend) throws -> [Double] {
    try Backends.with(backend.kernels) {
      let (metric, traced) = (try sample.metric(), try sample.metric())
      let weights = try sample["sampleWeight"].map { try $0.tensor(type) }
      var results: [Double] = []
      for (index, (targets, predictions)) in zip(sample["targets"], sample["predictions"]).enumerated() {
        let (y, p) = (try targets.tensor(type), try predictions.tensor(type))
        let weight = weights.isEmpty ? nil : weights[index]
        let mask = try sample["mask"].isEmpty ? nil : sample["mask"][index].tensor(.bool)
        try metric.updateState(y, p.withMask(mask), sampleWeight: weight)
        let result = try metric.result()
        #expect(result.elementType == type)
        results += try result.scalars(as: Double.self)
        try inOnePlan(backend, [y, p] + (weight.map { [$0] } ?? [])) {
          try traced.updateState($0[0], $0[1].withMask(mask), sampleWeight: $0.count == 3 ? $0[2] : nil)
        }
        #expect(try bytes(traced.result()) == bytes(result))
      }
      return results
    }
  }
}
