import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Whole runs of `fit`, `evaluate`, `predict` and `trainOnBatch` against Keras's: history, weights, slots, scores, predictions.
struct FixtureTrainingTests {
  private static let fitted = Result {
    try Fixture("training").cases.filter { !$0.name.hasPrefix("train_on_batch") } + Fixture("masked_training").cases
  }
  private static let stepped = Result { try Fixture("training").cases.filter { $0.name.hasPrefix("train_on_batch") } }

  /// In Double the runs differ by rounding alone, which some fifteen updates do not make larger than this.
  @Test(arguments: try fitted.get())
  func runsInDoubleAreThoseOfKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) { try checkRun(sample, .float64, on: TestBackends.naive, tolerance: 1e-11) }
  }

  /// In Float a hundred and more roundings of 6e-8 each, and the condition of Adam's first steps (see ``UpdateBound``), stay below.
  @Test(arguments: try fitted.get(), TestBackends.all)
  func runsInFloatAreThoseOfKeras(_ sample: FixtureCase, _ backend: TestBackend) throws {
    try checkRun(sample, .float32, on: backend, tolerance: 1e-4)
  }

  @Test(arguments: try stepped.get())
  func singleBatchesInDoubleAreThoseOfKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) { try checkBatches(sample, .float64, on: TestBackends.naive, tolerance: 1e-12) }
  }

  @Test(arguments: try stepped.get(), TestBackends.all)
  func singleBatchesInFloatAreThoseOfKeras(_ sample: FixtureCase, _ backend: TestBackend) throws {
    try checkBatches(sample, .float32, on: backend, tolerance: 1e-4)
  }

  private func checkRun(
    _ sample: FixtureCase, _ type: ElementType, on backend: TestBackend, tolerance: Double
  ) throws {
    try Backends.with(backend.kernels) {
      func tensors(_ role: String) throws -> [Tensor] { try sample[role].map { try $0.tensor(type) } }
      let model = try makeFixtureModel(sample.settings["model"].string ?? "")
      try model.setWeights(try tensors("initial"))
      let optimizer = try model.compile(as: sample)
      let (x, y, sampleWeight) = (try tensors("inputs"), try tensors("targets"), try tensors("sampleWeight"))
      let (newX, newY) = (try tensors("validationInputs"), try tensors("validationTargets"))
      let newWeight = try tensors("validationSampleWeight")
      let fit = sample.settings["fit"]
      let history = try model.fit(
        x, y, batchSize: fit["batch_size"].int ?? 32, epochs: fit["epochs"].int ?? 1, verbose: .silent,
        validationSplit: fit["validation_split"].double ?? 0, validationData: newX.isEmpty ? nil : (newX, newY),
        shuffle: false, classWeight: classWeight(fit["class_weight"]),
        sampleWeight: sampleWeight.isEmpty ? nil : sampleWeight, initialEpoch: fit["initial_epoch"].int ?? 0,
        validationSampleWeight: newWeight.isEmpty ? nil : newWeight,
        validationBatchSize: fit["validation_batch_size"].int, validationFrequency: fit["validation_freq"].int ?? 1)

      #expect(history.epoch.map(Double.init) == sample.series["epoch"])
      let series = sample.series.filter { $0.key != "epoch" && $0.key != "evaluate" }
      #expect(Set(history.names) == Set(series.keys))
      for (name, expected) in series { try check(history[name], expected, tolerance, name) }
      try checkState(sample, model, tolerance)
      for (slot, expected) in zip(optimizer.slots, sample["slots"]) {
        try check(slot.value.scalars(), expected.values, tolerance, slot.path)
      }
      #expect(optimizer.slots.count == sample["slots"].count)

      let scores = try model.evaluate(
        x, y, batchSize: sample.settings["evaluate_batch_size"].int ?? 32, verbose: .silent,
        sampleWeight: sampleWeight.isEmpty ? nil : sampleWeight)
      #expect(scores.logs.names == sample.settings["evaluate_names"].array?.compactMap(\.string))
      try check(scores.values, sample.series["evaluate"] ?? [], tolerance, "evaluate")

      let first = try sample["inputs"].map { try FixtureTensorRows($0, count: 7).tensor(type) }
      let predictions = try model.predictAll(first, batchSize: 3, verbose: .silent)
      #expect(predictions.map(\.shape.dimensions) == sample["predictions"].map(\.shape))
      for (prediction, expected) in zip(predictions, sample["predictions"]) {
        try check(prediction.scalars(), expected.values, tolerance, "predictions")
      }
    }
  }

  private func checkBatches(
    _ sample: FixtureCase, _ type: ElementType, on backend: TestBackend, tolerance: Double
  ) throws {
    try Backends.with(backend.kernels) {
      let model = try makeFixtureModel(sample.settings["model"].string ?? "")
      try model.setWeights(try sample["initial"].map { try $0.tensor(type) })
      _ = try model.compile(as: sample)
      let batches = try sample["inputs"].indices.map { index in
        (
          x: try sample["inputs"][index].tensor(type), y: try sample["targets"][index].tensor(type),
          weight: sample["sampleWeight"].isEmpty ? nil : try sample["sampleWeight"][index].tensor(type)
        )
      }
      for (index, batch) in batches.enumerated() {
        let scores = try model.trainOnBatch(batch.x, batch.y, sampleWeight: batch.weight)
        try checkScores(scores, sample, prefix: "", index, tolerance)
      }
      try checkState(sample, model, tolerance)
      let scores = try model.testOnBatch(batches[0].x, batches[0].y, sampleWeight: batches[0].weight)
      try checkScores(scores, sample, prefix: "test_", 0, tolerance)
    }
  }

  private func checkScores(
    _ scores: Scores, _ sample: FixtureCase, prefix: String, _ index: Int, _ tolerance: Double
  ) throws {
    let names = sample.series.keys.filter { $0.hasPrefix("test_") == (prefix == "test_") }
    #expect(Set(scores.logs.names.map { prefix + $0 }) == Set(names))
    for (name, value) in zip(scores.logs.names, scores.values) {
      try check([value], [sample.series[prefix + name]?[index] ?? .nan], tolerance, "\(prefix + name), batch \(index)")
    }
  }

  private func checkState(_ sample: FixtureCase, _ model: Model, _ tolerance: Double) throws {
    #expect(model.weights.count == sample["weights"].count)
    for (weight, expected) in zip(model.weights, sample["weights"]) {
      #expect(weight.shape.dimensions == expected.shape)
      try check(weight.value.scalars(), expected.values, tolerance, weight.path)
    }
  }

  private func check(_ received: [Double], _ expected: [Double], _ tolerance: Double, _ what: String) throws {
    do {
      try requireClose(received, expected, within: expected.map { tolerance * max($0.magnitude, 1) })
    } catch {
      Issue.record("\(what): \(error)")
    }
  }

  private func classWeight(_ value: FixtureValue) -> [Int: Double]? {
    guard let members = value.object else { return nil }
    return Dictionary(uniqueKeysWithValues: members.map { (Int($0) ?? -1, $1.double ?? .nan) })
  }
}

/// The first rows of an array.
private struct FixtureTensorRows {
  let values: [Double]
  let shape: Shape

  init(_ array: FixtureTensor, count: Int) {
    let width = array.shape.dropFirst().reduce(1, *)
    values = Array(array.values.prefix(count * width))
    shape = Shape([count] + array.shape.dropFirst())
  }

  func tensor(_ type: ElementType) throws -> Tensor { try Tensor(values, shape: shape, elementType: type) }
}
