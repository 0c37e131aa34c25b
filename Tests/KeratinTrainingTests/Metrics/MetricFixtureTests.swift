import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Metrics after each of several batches, against Keras's.
struct MetricFixtureTests {
  @Test(arguments: try Fixture("metrics").cases)
  func resultsAreThoseOfKeras(_ sample: FixtureCase) throws {
    let results = try FloatPolicy.with(.float64) { try run(sample, .float64, on: TestBackends.naive) }
    let expected = try sample.tensor("results").values
    try requireClose(results, expected, within: expected.map { _ in 1e-13 })
  }

  @Test(arguments: try Fixture("metrics").cases, TestBackends.all)
  func backendsAgreeInSinglePrecision(_ sample: FixtureCase, _ backend: TestBackend) throws {
    let results = try run(sample, .float32, on: backend)
    let expected = try sample.tensor("results").values
    // A mean over samples is as near as the largest single loss of them: as one of a single entry, weight 1.
    let entries = sample["predictions"].reduce(0) { $0 + $1.values.count }
    let largest = (sample["predictions"] + sample["targets"]).flatMap(\.values).map(\.magnitude).max() ?? 0
    let bound = RoundingBound.gamma(entries + 32, Float.self) * (1 + 2 * largest + 8 * largest * largest)
    try requireClose(results.map { Float($0) }, expected, within: expected.map { bound + bound * $0 })
  }

  @Test(arguments: try Fixture("metrics").cases)
  func configurationsAreThoseOfKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      let metric = try makeMetric(sample)
      #expect((metric as? any Configurable).map { type(of: $0).className } == sample.className)
      try requireConfig(metric.config, sample.config)
    }
  }

  /// The result after each batch, in eager traces and at once.
  private func run(_ sample: FixtureCase, _ type: ElementType, on backend: TestBackend) throws -> [Double] {
    try Backends.with(backend.kernels) {
      let (metric, traced) = (try makeMetric(sample), try makeMetric(sample))
      let weights = try sample["sampleWeight"].map { try $0.tensor(type) }
      var results: [Double] = []
      for (index, (targets, predictions)) in zip(sample["targets"], sample["predictions"]).enumerated() {
        let (y, p) = (try targets.tensor(type), try predictions.tensor(type))
        let weight = weights.isEmpty ? nil : weights[index]
        try metric.updateState(y, p, sampleWeight: weight)
        let result = try metric.result()
        #expect(result.elementType == type)
        results.append(try result.scalar())
        try inOnePlan(backend, [y, p] + (weight.map { [$0] } ?? [])) {
          try traced.updateState($0[0], $0[1], sampleWeight: $0.count == 3 ? $0[2] : nil)
        }
        #expect(try bytes(traced.result()) == bytes(result))
      }
      return results
    }
  }

  private func makeMetric(_ sample: FixtureCase) throws -> Metric {
    let config = sample.config
    switch sample.className {
    case "Accuracy": return Metrics.Accuracy()
    case "BinaryAccuracy": return .binaryAccuracy(threshold: config["threshold"].double ?? 0.5)
    case "CategoricalAccuracy": return .categoricalAccuracy
    case "SparseCategoricalAccuracy": return .sparseCategoricalAccuracy
    case "MeanSquaredError": return .meanSquaredError
    case "BinaryCrossentropy":
      return .binaryCrossentropy(
        fromLogits: config["from_logits"].bool!, labelSmoothing: config["label_smoothing"].double!)
    case "CategoricalCrossentropy":
      return .categoricalCrossentropy(
        fromLogits: config["from_logits"].bool!, labelSmoothing: config["label_smoothing"].double!)
    case "SparseCategoricalCrossentropy": return .sparseCategoricalCrossentropy(fromLogits: config["from_logits"].bool!)
    default: throw FixtureError.missing("metric", sample.className ?? "")
    }
  }
}
