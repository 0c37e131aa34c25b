import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every case of layers.json and masked_layers.json, made from Keras's configuration of it.
@Suite struct KerasLayerTests {
  static let samples = Result { try Fixture("layers").cases }
  static let maskedSamples = Result { try Fixture("masked_layers").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 145) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws {
    // These inputs lie at ReLU's kink, or so far out that a difference of exponentials is all rounding.
    let isSmooth = !sample.name.hasSuffix("extremes")
    try checkLayer(sample, isSmooth: isSmooth) { try made(sample) }
  }

  @Test func hasMaskedCases() throws { #expect(try Self.maskedSamples.get().count >= 40) }

  @Test(arguments: (try? maskedSamples.get()) ?? [])
  func isKerasWithMasks(_ sample: FixtureCase) throws {
    // Padding lies where the mask jumps.
    try checkLayer(sample, isSmooth: sample.className != "Masking") { try made(sample) }
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

  /// Moving averages after one step in training.
  @Test(arguments: ["", "matrix_", "axis1_", "plain_", "no_scale_"])
  func movingAveragesAreKeras(_ form: String) throws {
    let sample = try Fixture("layers")["batch_normalization_\(form)training"]
    let input = try sample.tensor("inputs")
    try Backends.with(Backends.naive) {
      let layer = try FloatPolicy.with(.float64) { try #require(try made(sample) as? BatchNormalization) }
      let x = try Tensor(input.values, shape: Shape(input.shape), elementType: .float64)
      try layer.buildIfNeeded([x.shape])
      try layer.setWeights(
        try sample["weights"].map { try Tensor($0.values, shape: Shape($0.shape), elementType: .float64) })
      _ = try layer(x, training: true).scalars(as: Double.self)
      for (variable, keras) in zip([layer.movingMean, layer.movingVariance], sample["states"]) {
        try requireClose(
          try variable.value.scalars(as: Double.self), keras.values,
          within: keras.values.map { 1e-14 * max(1, $0.magnitude) })
      }
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
    case "Flatten": return Flatten(dataFormat: try format(config))
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
    default: return try reshaping(sample) ?? normalizing(sample) ?? random(sample)
    }
  }

  private func format(_ config: FixtureValue) throws -> DataFormat {
    try config["data_format"].string.map { try require(DataFormat(rawValue: $0)) } ?? .channelsLast
  }

  private func reshaping(_ sample: FixtureCase) throws -> Layer? {
    let config = sample.config
    func margins(_ key: String) throws -> [Margin] {
      let values = try require(config[key].array)
      let pairs = values.first?.array == nil ? [values] : values.map { $0.array ?? [] }
      return try pairs.map { Margin(try require($0[0].int), try require($0[1].int)) }
    }
    func sizes() throws -> [Int] { try require(config["size"].ints) }
    func keepDims() throws -> Bool { try #require(config["keepdims"].bool as Bool?) }
    switch sample.className {
    case "Permute": return Permute(try require(config["dims"].ints))
    case "RepeatVector": return RepeatVector(try require(config["n"].int))
    case "ZeroPadding1D": return ZeroPadding1D(try margins("padding")[0], dataFormat: try format(config))
    case "ZeroPadding2D":
      let margins = try margins("padding")
      return ZeroPadding2D(rows: margins[0], columns: margins[1], dataFormat: try format(config))
    case "ZeroPadding3D":
      let margins = try margins("padding")
      return ZeroPadding3D(planes: margins[0], rows: margins[1], columns: margins[2], dataFormat: try format(config))
    case "Cropping1D": return Cropping1D(try margins("cropping")[0])
    case "Cropping2D":
      let margins = try margins("cropping")
      return Cropping2D(rows: margins[0], columns: margins[1], dataFormat: try format(config))
    case "Cropping3D":
      let margins = try margins("cropping")
      return Cropping3D(planes: margins[0], rows: margins[1], columns: margins[2], dataFormat: try format(config))
    case "UpSampling1D": return UpSampling1D(size: try require(config["size"].int))
    case "UpSampling2D":
      let (size, name) = (try sizes(), try require(config["interpolation"].string))
      return UpSampling2D(
        size: (size[0], size[1]), dataFormat: try format(config),
        interpolation: try require(Interpolation(rawValue: name)))
    case "UpSampling3D":
      let size = try sizes()
      return UpSampling3D(size: (size[0], size[1], size[2]), dataFormat: try format(config))
    case "GlobalAveragePooling1D":
      return GlobalAveragePooling1D(dataFormat: try format(config), keepDims: try keepDims())
    case "GlobalAveragePooling2D":
      return GlobalAveragePooling2D(dataFormat: try format(config), keepDims: try keepDims())
    case "GlobalAveragePooling3D":
      return GlobalAveragePooling3D(dataFormat: try format(config), keepDims: try keepDims())
    case "GlobalMaxPooling1D":
      return GlobalMaxPooling1D(dataFormat: try format(config), keepDims: try keepDims())
    case "GlobalMaxPooling2D":
      return GlobalMaxPooling2D(dataFormat: try format(config), keepDims: try keepDims())
    case "GlobalMaxPooling3D":
      return GlobalMaxPooling3D(dataFormat: try format(config), keepDims: try keepDims())
    case "Embedding":
      return Embedding(
        try require(config["input_dim"].int), try require(config["output_dim"].int),
        maskZero: try require(config["mask_zero"].bool))
    case "Masking": return Masking(maskValue: try require(config["mask_value"].double))
    default: return nil
    }
  }

  private func normalizing(_ sample: FixtureCase) throws -> Layer? {
    let config = sample.config
    let axes = config["axis"].ints ?? config["axis"].int.map { [$0] } ?? []
    let (center, scale) = (config["center"].bool ?? true, config["scale"].bool ?? true)
    func epsilon() throws -> Double { try require(config["epsilon"].double) }
    switch sample.className {
    case "Rescaling":
      return Rescaling(try require(config["scale"].double), offset: try require(config["offset"].double))
    case "Normalization":
      let invert = config["invert"].bool ?? false
      guard let mean = config["mean"].array, let variance = config["variance"].array else {
        return Normalization(axes: axes, invert: invert)
      }
      return Normalization(
        axis: axes[0], mean: mean.compactMap(\.double), variance: variance.compactMap(\.double), invert: invert)
    case "LayerNormalization":
      return LayerNormalization(axes: axes, epsilon: try epsilon(), center: center, scale: scale)
    case "BatchNormalization":
      return BatchNormalization(
        axis: axes[0], momentum: try require(config["momentum"].double), epsilon: try epsilon(), center: center,
        scale: scale)
    case "GroupNormalization":
      return GroupNormalization(
        groups: try require(config["groups"].int), axis: axes[0], epsilon: try epsilon(), center: center, scale: scale)
    case "RMSNormalization": return RMSNormalization(axes: axes, epsilon: try epsilon())
    case "UnitNormalization": return UnitNormalization(axes: axes)
    default: return nil
    }
  }

  private func random(_ sample: FixtureCase) throws -> Layer {
    let config = sample.config
    func rate() throws -> Double { try require(config["rate"].double) }
    switch sample.className {
    case "SpatialDropout1D": return SpatialDropout1D(try rate())
    case "SpatialDropout2D": return SpatialDropout2D(try rate(), dataFormat: try format(config))
    case "SpatialDropout3D": return SpatialDropout3D(try rate(), dataFormat: try format(config))
    case "GaussianNoise": return GaussianNoise(try require(config["stddev"].double))
    case "GaussianDropout": return GaussianDropout(try rate())
    case "AlphaDropout": return AlphaDropout(try rate())
    case "ActivityRegularization":
      return ActivityRegularization(l1: try require(config["l1"].double), l2: try require(config["l2"].double))
    default: throw FixtureError.missing("layer", sample.className ?? "")
    }
  }

  private func activation(_ config: FixtureValue) throws -> ActivationFunction {
    let all: [ActivationFunction] = [.linear, .relu, .sigmoid, .tanh, .softmax]
    return try require(all.first { $0.name == config["activation"].string })
  }

  private func require<T>(_ value: T?) throws -> T { try #require(value) }
}
