import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Attention and EinsumDense, next to Keras's and with input that cannot be.
@Suite struct AttentionTests {
  static let samples = Result { try Fixture("attention").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 45) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws { try checkLayer(sample) { try made(sample) } }

  private func made(_ sample: FixtureCase) throws -> Layer {
    let (config, settings) = (sample.config, sample.settings)
    func int(_ key: String) throws -> Int { try #require(config[key].int) }
    let (causal, scores) = (
      settings["use_causal_mask"].bool ?? false, settings["return_attention_scores"].bool ?? false
    )
    switch sample.className {
    case "EinsumDense":
      let shape = try #require(config["output_shape"].array).map { $0.int ?? Shape.unknown }
      return EinsumDense(
        try #require(config["equation"].string), outputShape: Shape(shape),
        activation: config["activation"].string == "tanh" ? .tanh : nil, biasAxes: config["bias_axes"].string)
    case "MultiHeadAttention":
      return MultiHeadAttention(
        numHeads: try int("num_heads"), keyDim: try int("key_dim"), valueDim: try int("value_dim"),
        dropout: config["dropout"].double ?? 0, useBias: config["use_bias"].bool ?? true,
        outputShape: config["output_shape"].ints.map { Shape($0) }, attentionAxes: config["attention_axes"].ints,
        slidingWindow: config["sliding_window"].int, useGate: config["use_gate"].bool ?? false,
        seed: config["seed"].int, useCausalMask: causal, returnAttentionScores: scores)
    case "Attention":
      return Attention(
        useScale: config["use_scale"].bool ?? false,
        scoreMode: try #require(Attention.ScoreMode(rawValue: config["score_mode"].string ?? "")),
        dropout: config["dropout"].double ?? 0, seed: config["seed"].int, useCausalMask: causal,
        returnAttentionScores: scores)
    default:
      return AdditiveAttention(
        useScale: config["use_scale"].bool ?? true, dropout: config["dropout"].double ?? 0, seed: config["seed"].int,
        useCausalMask: causal, returnAttentionScores: scores)
    }
  }

  @Test func namesItsProjectionsAsKeras() throws {
    let attention = MultiHeadAttention(numHeads: 2, keyDim: 3, valueDim: 4)
    let (query, value) = (Input(shape: [nil, 5]), Input(shape: [nil, 6]))
    let y = attention(query, value: value)
    #expect(y.shape == [nil, nil, 5])
    #expect(
      attention.weights.map(\.path) == [
        "query/kernel", "query/bias", "key/kernel", "key/bias", "value/kernel", "value/bias", "attention_output/kernel",
        "attention_output/bias",
      ])
    #expect(
      attention.weights.map(\.shape) == [
        [5, 2, 3], [2, 3], [6, 2, 3], [2, 3], [6, 2, 4], [2, 4], [2, 4, 5], [5],
      ])
  }

  @Test func dropsInTrainingOnly() throws {
    try withSession {
      let x = Tensor.randomUniform([2, 4, 3])
      for layer in [
        MultiHeadAttention(numHeads: 1, keyDim: 2, dropout: 0.5), Attention(dropout: 0.5),
        AdditiveAttention(dropout: 0.5),
      ] {
        let still = try layer([x, x]).scalars(as: Float.self)
        #expect(try layer([x, x]).scalars(as: Float.self) == still)
        #expect(try layer([x, x], training: true).scalars(as: Float.self) != still)
      }
    }
  }

  /// As in Keras, which has another function for attention whose weights nobody sees.
  @Test func whatSeesNothingGetsTheMeanOrNothing() throws {
    try withSession {
      let x = Tensor.randomUniform([1, 3, 4])
      let mask = Tensor([1, 1, 1, 0, 0, 0, 1, 0, 1] as [Int32]).reshaped(to: [1, 3, 3])
      func second(_ y: Tensor) throws -> [Float] { Array(try y.scalars(as: Float.self)[4..<8]) }
      let scored = MultiHeadAttention(numHeads: 2, keyDim: 2, useBias: false, returnAttentionScores: true)
      #expect(try second(scored(x, value: x, attentionMask: mask)) == [0, 0, 0, 0])
      let plain = MultiHeadAttention(numHeads: 2, keyDim: 2, useBias: false)
      let blind = try second(plain(x, value: x, attentionMask: mask))
      // With keys of 0 all scores are the same.
      try plain.weights[1].assign(plain.weights[1].value * 0)
      for (a, b) in zip(blind, try second(plain(x, value: x))) { #expect((a - b).magnitude < 1e-6) }
      #expect(blind.contains { $0 != 0 })
    }
  }

  @Test func refusesWhatCannotBe() {
    let x = Tensor.zeros([2, 4, 3])
    #expect(MultiHeadAttention(numHeads: 0, keyDim: 2)([x, x]).error?.kind == .argument)
    #expect(MultiHeadAttention(numHeads: 1, keyDim: 2, slidingWindow: 0)([x, x]).error?.kind == .argument)
    #expect(MultiHeadAttention(numHeads: 1, keyDim: 2, attentionAxes: [2])([x, x]).error?.kind == .argument)
    #expect(MultiHeadAttention(numHeads: 1, keyDim: 2)(x).error?.kind == .argument)
    #expect(MultiHeadAttention(numHeads: 1, keyDim: 2)([x, Tensor.zeros([2, 3])]).error?.kind == .shape)
    #expect(MultiHeadAttention(numHeads: 1, keyDim: 2)([x, x, Tensor.zeros([2, 5, 3])]).error?.kind == .shape)
    let mask = Tensor.ones([2, 5, 4])
    #expect(MultiHeadAttention(numHeads: 1, keyDim: 2)(x, value: x, attentionMask: mask).error != nil)
    #expect(Attention()(x).error?.kind == .argument)
    #expect(Attention()([x, Tensor.zeros([2, 4, 5])]).error?.kind == .shape)
    #expect(AdditiveAttention(dropout: 2)([x, x]).error?.kind == .argument)
    for (equation, shape) in [
      ("abc,cd", [nil, 2]), ("abc,cd->abe", [nil, 2]), ("ab,bc->ac", [2]), ("abc,cd->abd", [2]),
      ("abc,cd->abd", [5, 2]), ("aab,bc->ac", [2]), ("abc,cd->abd", [nil, nil]), ("", [2]),
    ] as [(String, Shape)] {
      #expect(EinsumDense(equation, outputShape: shape)(x).error != nil, "\(equation)")
    }
    #expect(EinsumDense("abc,cd->abd", outputShape: [nil, 2], biasAxes: "x")(x).error?.kind == .argument)
  }
}
