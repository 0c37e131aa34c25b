import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every case of recurrent.json, made from Keras's configuration of it.
@Suite struct KerasRecurrentTests {
  static let samples = Result { try Fixture("recurrent").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 80) }

  @Test(arguments: ((try? samples.get()) ?? []).filter { $0.className != nil && $0.settings["batches"].bool != true })
  func isKeras(_ sample: FixtureCase) throws {
    try checkLayer(sample, isSmooth: !sample.name.hasSuffix("_sigmoid")) {
      let layer = try RecurrentSamples.layer(sample.className, sample.config)
      return sample.settings["mask"].bool == true ? try withMask(layer) : layer
    }
  }

  /// A stateful layer given one batch after another, and again from the beginning after its states were reset.
  @Test(arguments: ((try? samples.get()) ?? []).filter { $0.settings["batches"].bool == true })
  func statesPassFromBatchToBatch(_ sample: FixtureCase) throws {
    try Backends.with(Backends.naive) {
      let made = try FloatPolicy.with(.float64) { try RecurrentSamples.layer(sample.className, sample.config) }
      let layer = try #require(made as? RNN)
      let batches = try sample["inputs"].map {
        try Tensor($0.values, shape: Shape($0.shape), elementType: .float64)
      }
      try layer.buildIfNeeded([batches[0].shape])
      try layer.setWeights(
        try sample["weights"].map { try Tensor($0.values, shape: Shape($0.shape), elementType: .float64) })
      for _ in 0..<2 {
        for (batch, keras) in zip(batches, sample["outputs"]) {
          try requireClose(
            try layer(batch).scalars(as: Double.self), keras.values,
            within: keras.values.map { 1e-13 * max(1, $0.magnitude) })
        }
        try layer.resetStates()
      }
      #expect(layer(batches[0][..<1]).error?.expected.contains("batches of 2") == true)
    }
  }

  private func withMask(_ layer: Layer) throws -> Layer {
    switch layer {
    case let layer as SimpleRNN: GivenMask(layer)
    case let layer as LSTM: GivenMask(layer)
    case let layer as GRU: GivenMask(layer)
    case let layer as Bidirectional: GivenMask(layer)
    case let layer as RNN: GivenMask(layer)
    default: throw FixtureError.missing("layer", layer.name)
    }
  }
}

/// A layer whose last input is the mask of its first, as integers.
private final class GivenMask<Inner: Layer>: Layer {
  let inner: Inner
  override class var className: String { Inner.className }
  override var config: [String: ConfigValue] { inner.config }
  override var resultCount: Int { inner.resultCount }

  init(_ inner: Inner) {
    self.inner = inner
    super.init(elementType: inner.elementType)
  }

  override func build(_ inputs: [Shape]) throws { try inner.buildIfNeeded(Array(inputs.dropLast())) }

  override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    let sequences = inputs[0].withMask(inputs[inputs.count - 1] .!= 0)
    return try inner.invoke([sequences] + inputs.dropFirst().dropLast(), context)
  }
}
