import KeratinGraph
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every case of activations.json, as the layer ``Activation``.
@Suite struct KerasActivationTests {
  static let samples = Result { try Fixture("activations").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 50) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws {
    // These inputs lie at corners, or so far out that a difference is all rounding.
    let isSmooth = !sample.name.hasSuffix("extremes")
    try checkLayer(sample, isSmooth: isSmooth) { Activation(try function(sample)) }
  }

  @Test func hasKerasOtherNames() {
    #expect(ActivationFunction.swish.name == "silu")
    #expect(ActivationFunction.hardSwish.name == "hard_silu")
  }

  /// What is not finite goes where the limit is, and NaN stays.
  @Test func takesWhatIsNotFinite() throws {
    let x = Tensor([-Float.infinity, .infinity, .nan])
    let limits: [(ActivationFunction, Float, Float)] = [
      (.elu, -1, .infinity), (.softplus, 0, .infinity), (.hardSigmoid, 0, 1), (.relu6, 0, 6),
      (.leakyReLU, -.infinity, .infinity), (.hardTanh, -1, 1), (.exponential, 0, .infinity),
      (.logSigmoid, -.infinity, 0), (.sparseSigmoid, 0, 1), (.sparsePlus, 0, .infinity),
    ]
    for (function, low, high) in limits {
      let y = try function(x).scalars(as: Float.self)
      #expect(y[0] == low && y[1] == high && y[2].isNaN, "\(function.name): \(y)")
    }
  }

  private func function(_ sample: FixtureCase) throws -> ActivationFunction {
    let arguments = sample.settings
    if let name = sample.config["activation"].string, arguments.object?.isEmpty ?? true {
      return try #require(Self.plain.first { $0.name == name }, "no activation \(name)")
    }
    func number(_ name: String) throws -> Double { try #require(arguments[name].double) }
    func axis() throws -> Int { try #require(arguments["axis"].int) }
    switch sample.config["activation"].string {
    case "relu":
      return .relu(
        negativeSlope: try number("negative_slope"), maxValue: arguments["max_value"].double,
        threshold: arguments["threshold"].double ?? 0)
    case "softmax": return .softmax(axis: try axis())
    case "log_softmax": return .logSoftmax(axis: try axis())
    case "glu": return .glu(axis: try axis())
    case "leaky_relu": return .leakyReLU(negativeSlope: try number("negative_slope"))
    case "elu": return .elu(alpha: try number("alpha"))
    case "celu": return .celu(alpha: try number("alpha"))
    case "gelu": return .gelu(approximate: try #require(arguments["approximate"].bool as Bool?))
    case "soft_shrink": return .softShrink(threshold: try number("threshold"))
    case "hard_shrink": return .hardShrink(threshold: try number("threshold"))
    case "squareplus": return .squareplus(b: try number("b"))
    case "threshold":
      return .threshold(try number("threshold"), defaultValue: try number("default_value"))
    default: throw FixtureError.missing("activation", sample.name)
    }
  }

  private static let plain: [ActivationFunction] = [
    .linear, .relu, .sigmoid, .tanh, .softmax, .logSoftmax, .exponential, .relu6, .leakyReLU, .elu, .selu, .celu,
    .softplus, .softsign, .hardSigmoid, .hardTanh, .logSigmoid, .sparseSigmoid, .sparsePlus, .squareplus, .silu,
    .hardSilu, .gelu, .mish, .glu, .tanhShrink, .softShrink, .hardShrink,
  ]
}
