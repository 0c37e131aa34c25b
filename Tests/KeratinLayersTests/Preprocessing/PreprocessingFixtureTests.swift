import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every case of preprocessing.json: texts, tokens, categories and bins as Keras writes them.
@Suite struct PreprocessingFixtureTests {
  static let samples = Result { try Fixture("preprocessing").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 62) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      let output = try sample.tensor("outputs")
      let received = try computed(sample)
      if let error = received.error { throw error }
      #expect(received.shape == Shape(output.shape))
      // tf-idf is computed in float32 by Keras, boundaries of bins by both.
      try requireClose(
        try received.scalars(as: Double.self), output.values, within: output.values.map { 4 * 0x1p-24 * $0.magnitude })
    }
  }

  private func computed(_ sample: FixtureCase) throws -> Tensor {
    let arguments = sample.settings["arguments"]
    let inputs = try sample["inputs"].map { input in
      try Tensor(input.values, shape: Shape(input.shape), elementType: input.isInteger ? .int32 : .float64)
    }
    switch sample.settings["kind"].string {
    case "text":
      let layer = vectorization(arguments)
      if let texts = strings(sample.settings["adapt"]) { try layer.adapt(texts) }
      #expect(layer.getVocabulary() == strings(sample.settings["vocabulary"]))
      return layer(try #require(strings(sample.settings["texts"])))
    case "string":
      let layer = StringLookup(
        maxTokens: arguments["max_tokens"].int, numOovIndices: arguments["num_oov_indices"].int ?? 1,
        maskToken: arguments["mask_token"].string, vocabulary: strings(arguments["vocabulary"]),
        idfWeights: doubles(arguments["idf_weights"]), outputMode: mode(arguments),
        padToMaxTokens: arguments["pad_to_max_tokens"].bool ?? false)
      switch sample.settings["adapt"].array {
      case let rows? where rows.first?.array != nil: try layer.adapt(rows.compactMap { strings($0) })
      case .some: try layer.adapt(try #require(strings(sample.settings["adapt"])))
      case nil: break
      }
      #expect(layer.getVocabulary() == strings(sample.settings["vocabulary"]))
      let inputs = try #require(sample.settings["strings"].array)
      if inputs.first?.array != nil { return layer(inputs.compactMap { strings($0) }) }
      return layer(inputs.compactMap(\.string))
    case "integer":
      let layer = IntegerLookup(
        maxTokens: arguments["max_tokens"].int, numOovIndices: arguments["num_oov_indices"].int ?? 1,
        maskToken: arguments["mask_token"].int, vocabulary: arguments["vocabulary"].ints,
        idfWeights: doubles(arguments["idf_weights"]), invert: arguments["invert"].bool ?? false,
        outputMode: mode(arguments), padToMaxTokens: arguments["pad_to_max_tokens"].bool ?? false)
      if let rows = sample.settings["adapt"].array {
        let isRows = rows.first?.array != nil
        let numbers = isRows ? rows.flatMap { $0.ints ?? [] } : rows.compactMap(\.int)
        let shape: Shape = isRows ? [rows.count, numbers.count / rows.count] : [numbers.count]
        try layer.adapt(try Tensor(numbers.map { Int32($0) }, shape: shape))
      }
      #expect(layer.getVocabulary() == sample.settings["vocabulary"].ints)
      return try planned(layer, inputs)
    case "CategoryEncoding":
      return try planned(
        CategoryEncoding(numTokens: try #require(sample.config["num_tokens"].int), outputMode: mode(sample.config)),
        inputs)
    case "Discretization":
      guard let adapt = sample["adapt"].first else {
        let boundaries = try #require(doubles(sample.config["bin_boundaries"]))
        return try planned(Discretization(binBoundaries: boundaries, outputMode: mode(sample.config)), inputs)
      }
      let layer = Discretization(
        numBins: try #require(sample.config["num_bins"].int), epsilon: try #require(sample.config["epsilon"].double))
      try layer.adapt(try Tensor(adapt.values, shape: Shape(adapt.shape)))
      #expect(layer.binBoundaries == doubles(sample.config["bin_boundaries"]))
      return try planned(layer, inputs)
    case "hash":
      guard let texts = strings(sample.settings["strings"]) else { return Hashing(numBins: 11)(inputs[0]) }
      return Hashing(
        numBins: 3, maskValue: sample.settings["mask"].string,
        outputMode: try #require(OutputMode(rawValue: sample.settings["mode"].string ?? "")))(texts)
    default: throw FixtureError.missing("kind", sample.name)
    }
  }

  /// What the layer makes of the inputs at once and, the same to the bit, in a plan on every backend.
  private func planned(_ layer: Layer, _ inputs: [Tensor]) throws -> Tensor {
    let atOnce = layer.results(inputs, training: nil)[0]
    if let error = atOnce.error { throw error }
    for backend in TestBackends.all {
      let trace = Trace()
      let program = try trace.run {
        let results = layer.results(inputs.map { trace.input($0.type) }, training: nil)
        if let error = results[0].error { throw error }
        return try Program(trace, outputs: results)
      }
      let executor = Executor(try Plan(program, backend: backend.kernels))
      for (number, input) in inputs.enumerated() { executor.bind(input: number, to: try input.buffer()) }
      #expect(try executor.run())
      #expect(try executor.output(0).isIdentical(to: atOnce), "\(backend)")
    }
    return atOnce
  }

  private func vectorization(_ arguments: FixtureValue) -> TextVectorization {
    let standardizations: [String: TextStandardization] = [
      "lower": .lower, "strip_punctuation": .stripPunctuation, "lower_and_strip_punctuation": .lowerAndStripPunctuation,
    ]
    let standardize = arguments["standardize"].string ?? "lower_and_strip_punctuation"
    let isPlain = arguments.object?["standardize"] == .null
    return TextVectorization(
      maxTokens: arguments["max_tokens"].int, standardize: isPlain ? nil : standardizations[standardize],
      split: arguments["split"].string == "character" ? .character : .whitespace,
      ngrams: arguments["ngrams"].int.map { NGrams(upTo: $0) } ?? arguments["ngrams"].ints.map { NGrams($0) },
      outputMode: mode(arguments), outputSequenceLength: arguments["output_sequence_length"].int,
      padToMaxTokens: arguments["pad_to_max_tokens"].bool ?? false, vocabulary: strings(arguments["vocabulary"]),
      idfWeights: doubles(arguments["idf_weights"]))
  }

  private func mode(_ arguments: FixtureValue) -> OutputMode {
    OutputMode(rawValue: arguments["output_mode"].string ?? "int") ?? .int
  }

  private func strings(_ value: FixtureValue) -> [String]? { value.array?.compactMap(\.string) }
  private func doubles(_ value: FixtureValue) -> [Double]? { value.array?.compactMap(\.double) }
}
