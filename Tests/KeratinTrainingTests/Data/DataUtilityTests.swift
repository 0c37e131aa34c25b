import Keratin
import KeratinTestSupport
import Testing

/// The functions that bring data into form give what Keras's give.
@Suite struct DataUtilityTests {
  private static let cases = Result { try Fixture("data").cases }

  private func cases(_ function: String) throws -> [FixtureCase] {
    let found = try Self.cases.get().filter { $0.settings["function"].string == function }
    try #require(!found.isEmpty)
    return found
  }

  private func expectEqual(_ tensor: Tensor, _ expected: FixtureTensor, _ name: String, within bound: Double = 0) throws
  {
    #expect(tensor.shape.dimensions == expected.shape, "\(name)")
    for (a, b) in zip(try tensor.scalars(as: Double.self), expected.values) {
      #expect(abs(a - Double(Float(b))) <= bound * abs(b), "\(name)")
    }
  }

  @Test func toCategoricalIsKeras() throws {
    for sample in try cases("to_categorical") {
      let labels = try sample.tensor("inputs")
      let x = try Tensor(labels.integers, shape: Shape(labels.shape))
      try expectEqual(
        toCategorical(x, numClasses: sample.settings["num_classes"].int), sample.tensor("outputs"), sample.name)
    }
    #expect(try toCategorical([2, 0]).scalars(as: Float.self) == [0, 0, 1, 1, 0, 0])
  }

  @Test func toCategoricalRefusesWhatIsNoClass() throws {
    #expect(throws: KeratinError.self) { try toCategorical([-1, 0]) }
    #expect(throws: KeratinError.self) { try toCategorical([0, 3], numClasses: 3) }
    #expect(throws: KeratinError.self) { try toCategorical([0], numClasses: 0) }
    #expect(throws: KeratinError.self) { try toCategorical([Int]()) }
    #expect(throws: KeratinError.self) { try toCategorical([0], numClasses: .max) }
    // One label that is wrong asks for 80 TB.
    let error = #expect(throws: KeratinError.self) {
      try toCategorical([Int](repeating: 1, count: 9_999) + [2_000_000_000])
    }
    #expect(error?.operation == "toCategorical" && error?.expected.contains("memory") == true)
    for number in [0.5, .nan, .infinity, 1e30] {
      #expect(throws: KeratinError.self) { try toCategorical(Tensor([Float(number)])) }
    }
    #expect(try toCategorical([Int](), numClasses: 2).shape == [0, 2])
  }

  @Test(arguments: Backends.all.map(\.name)) func normalizeIsKeras(backend: String) throws {
    try Backends.with(try Backends.named(backend)) {
      for sample in try cases("normalize") {
        let input = try sample.tensor("inputs")
        let x = try Tensor(input.values, shape: Shape(input.shape), elementType: .float64)
        let order = sample.settings["order"].string == "inf" ? .infinity : sample.settings["order"].double ?? 2
        let result = normalize(x, axis: sample.settings["axis"].int ?? -1, order: order)
        let expected = try sample.tensor("outputs")
        #expect(result.shape.dimensions == expected.shape)
        // A few roundings of Double each, and pow's.
        for (a, b) in zip(try result.scalars(as: Double.self), expected.values) {
          #expect(abs(a - b) <= 64 * 0x1p-53 * abs(b), "\(sample.name)")
        }
      }
      #expect(throws: KeratinError.self) { try normalize(Tensor([1]), axis: 1).scalars(as: Float.self) }
    }
  }

  @Test func padSequencesIsKeras() throws {
    for sample in try cases("pad_sequences") {
      let settings = sample.settings
      let sequences = try #require(settings["sequences"].array).map { row in
        try #require(row.array).map { Float(try #require($0.double)) }
      }
      let result = try padSequences(
        sequences, maxlen: settings["maxlen"].int,
        elementType: settings["dtype"].string == "float32" ? .float32 : .int32,
        padding: settings["padding"].string == "post" ? .post : .pre,
        truncating: settings["truncating"].string == "post" ? .post : .pre, value: settings["value"].double ?? 0)
      try expectEqual(result, sample.tensor("outputs"), sample.name)
    }
    let vectors = try padSequences([Tensor([[1, 2]]), Tensor.zeros([0, 2]), Tensor([[3, 4], [5, 6]])])
    #expect(vectors.shape == [3, 2, 2] && vectors.elementType == .int32)
    #expect(try vectors.scalars(as: Int32.self) == [0, 0, 1, 2, 0, 0, 0, 0, 3, 4, 5, 6])
  }

  @Test func padSequencesRefusesWhatIsNone() throws {
    #expect(throws: KeratinError.self) { try padSequences([[Int]]()) }
    #expect(throws: KeratinError.self) { try padSequences([[1]], maxlen: 0) }
    #expect(throws: KeratinError.self) { try padSequences([[1]], maxlen: .max) }
    let error = #expect(throws: KeratinError.self) { try padSequences([[1]], maxlen: 1 << 40) }
    #expect(error?.operation == "padSequences" && error?.expected.contains("memory") == true)
    #expect(throws: KeratinError.self) { try padSequences([[Int.max]]) }
    #expect(throws: KeratinError.self) { try padSequences([[300]], elementType: .uint8) }
    #expect(throws: KeratinError.self) { try padSequences([Tensor([[1, 2]]), Tensor([[1, 2, 3]])]) }
    #expect(throws: KeratinError.self) { try padSequences([Tensor(1)]) }
    #expect(throws: KeratinError.self) { try padSequences([[1]], value: .nan) }
    #expect(try padSequences([[], []] as [[Int]]).shape == [2, 0])
    #expect(try padSequences([[], []] as [[Int]], maxlen: 2, value: 9).scalars(as: Int32.self) == [9, 9, 9, 9])
  }

  @Test func timeseriesAreKeras() throws {
    for sample in try cases("timeseries_dataset_from_array") {
      let settings = sample.settings
      func tensor(_ role: String) throws -> Tensor? {
        try sample[role].first.map { try Tensor($0.integers, shape: Shape($0.shape)) }
      }
      let dataset = try timeseriesDatasetFromArray(
        try #require(try tensor("inputs")), tensor("targets"),
        sequenceLength: try #require(settings["sequence_length"].int),
        sequenceStride: settings["sequence_stride"].int ?? 1, samplingRate: settings["sampling_rate"].int ?? 1,
        batchSize: settings["batch_size"].int, startIndex: settings["start_index"].int,
        endIndex: settings["end_index"].int)
      let batches = try dataset.elements()
      #expect(batches.count == sample["outputs"].count)
      #expect(dataset.cardinality == .finite(batches.count))
      for (batch, expected) in zip(batches, sample["outputs"]) { try expectEqual(batch.x, expected, sample.name) }
      for (batch, expected) in zip(batches, sample["outputTargets"]) { try expectEqual(batch.y, expected, sample.name) }
    }
  }

  @Test func timeseriesAreShuffledWhole() throws {
    let series = Tensor((0..<40).map { Int32($0) })
    let shuffled = try timeseriesDatasetFromArray(
      series, series, sequenceLength: 3, batchSize: 8, shuffle: true, seed: 1)
    let passes = try (0..<2).map { _ in
      try shuffled.elements().flatMap { batch in
        let rows = try batch.x.scalars(as: Int32.self)
        let targets = try batch.y.scalars(as: Int32.self)
        #expect(stride(from: 0, to: rows.count, by: 3).map { rows[$0] } == targets)
        return targets
      }
    }
    #expect(passes[0].sorted() == (0..<38).map { Int32($0) } && passes[0] != passes[1])
  }

  @Test func timeseriesRefuseWhatCannotBe() throws {
    let series = Tensor((0..<10).map { Float($0) })
    func expectError(_ part: String, _ make: () throws -> any Dataset) {
      let error = #expect(throws: KeratinError.self) { try make() }
      #expect(error?.expected.contains(part) == true, "\(error?.description ?? "")")
    }
    expectError("a window no longer") { try timeseriesDatasetFromArray(series, nil, sequenceLength: 11) }
    expectError("a window no longer") {
      try timeseriesDatasetFromArray(series, nil, sequenceLength: .max, samplingRate: 9)
    }
    expectError("sequenceLength") { try timeseriesDatasetFromArray(series, nil, sequenceLength: 0) }
    expectError("sequenceStride") { try timeseriesDatasetFromArray(series, nil, sequenceLength: 2, sequenceStride: 0) }
    expectError("samplingRate") { try timeseriesDatasetFromArray(series, nil, sequenceLength: 2, samplingRate: 10) }
    expectError("batchSize") { try timeseriesDatasetFromArray(series, nil, sequenceLength: 2, batchSize: 0) }
    expectError("startIndex") { try timeseriesDatasetFromArray(series, nil, sequenceLength: 2, startIndex: -1) }
    expectError("startIndex") { try timeseriesDatasetFromArray(series, nil, sequenceLength: 2, startIndex: 10) }
    expectError("endIndex") { try timeseriesDatasetFromArray(series, nil, sequenceLength: 2, endIndex: 11) }
    expectError("windows") { try timeseriesDatasetFromArray(series, Tensor.zeros([0]), sequenceLength: 2) }
    expectError("targets") {
      try timeseriesDatasetFromArray(series, series[0..<5], sequenceLength: 2, startIndex: 4)
    }
    expectError("an axis") { try timeseriesDatasetFromArray(Tensor(1), nil, sequenceLength: 2) }
    #expect(throws: KeratinError.self) { try timeseriesDatasetFromArray(Tensor.zeros([0]), nil, sequenceLength: 1) }
  }
}
