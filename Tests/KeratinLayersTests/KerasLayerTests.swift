import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every case of layers.json, made from Keras's configuration of it.
@Suite struct KerasLayerTests {
  static let samples = Result { try Fixture("layers").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 75) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws {
    // These inputs lie at ReLU's kink, or so far out that a difference of exponentials is all rounding.
    let isSmooth = !sample.name.hasSuffix("extremes")
    try checkLayer(sample, isSmooth: isSmooth) { try made(sample) }
  }

  /// Element by element, the tails included: the smallest numbers have as many digits as the largest, down to where JAX rounds
  /// what is not normal to 0.
  @Test(arguments: ["linear", "relu", "sigmoid", "tanh", "softmax"])
  func activationsKeepTheirTails(_ name: String) throws {
    let sample = try Fixture("layers")["activation_\(name)_extremes"]
    let input = try sample.tensor("inputs")
    let output = try sample.tensor("outputs")
    try Backends.with(Backends.naive) {
      let layer = try FloatPolicy.with(.float64) { try made(sample) }
      let received = layer(try Tensor(input.values, shape: Shape(input.shape)))
      try requireClose(
        try received.scalars(as: Double.self), output.values,
        within: output.values.map { 1e-14 * $0.magnitude + .leastNormalMagnitude })
    }
  }

  private func made(_ sample: FixtureCase) throws -> Layer {
    let config = sample.config
    switch sample.className {
    case "Dense":
      return Dense(
        try require(config["units"].int), activation: try activation(config), useBias: config["use_bias"].bool ?? true)
    case "Activation": return Activation(try activation(config))
    case "ReLU":
      return ReLU(
        maxValue: config["max_value"].double, negativeSlope: try require(config["negative_slope"].double),
        threshold: try require(config["threshold"].double))
    case "LeakyReLU": return LeakyReLU(negativeSlope: try require(config["negative_slope"].double))
    case "ELU": return ELU(alpha: try require(config["alpha"].double))
    case "PReLU":
      let isOnes = config["alpha_initializer"]["class_name"].string == "Ones"
      return PReLU(alphaInitializer: isOnes ? .ones : .zeros, sharedAxes: config["shared_axes"].ints)
    case "Softmax": return Softmax(axis: try require(config["axis"].int))
    case "Identity": return Identity()
    case "Flatten": return Flatten()
    case "Reshape": return Reshape(Shape(try require(config["target_shape"].ints)))
    case "Add": return Add()
    case "Subtract": return Subtract()
    case "Multiply": return Multiply()
    case "Average": return Average()
    case "Maximum": return Maximum()
    case "Minimum": return Minimum()
    case "Dot":
      let normalize = try require(config["normalize"].bool)
      if let axes = config["axes"].ints { return Dot(axes: (axes[0], axes[1]), normalize: normalize) }
      return Dot(axes: try require(config["axes"].int), normalize: normalize)
    case "Concatenate": return Concatenate(axis: try require(config["axis"].int))
    case "Dropout": return Dropout(try require(config["rate"].double))
    default: throw FixtureError.missing("layer", sample.className ?? "")
    }
  }

  private func activation(_ config: FixtureValue) throws -> ActivationFunction {
    let all: [ActivationFunction] = [.linear, .relu, .sigmoid, .tanh, .softmax]
    return try require(all.first { $0.name == config["activation"].string })
  }

  private func require<T>(_ value: T?) throws -> T { try #require(value) }
}
