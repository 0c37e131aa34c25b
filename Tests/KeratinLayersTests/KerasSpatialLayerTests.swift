import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every case of spatial.json, made from Keras's configuration of it.
@Suite struct KerasSpatialLayerTests {
  static let samples = Result { try Fixture("spatial").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 150) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws {
    // Where several are the largest, a difference takes the one that was moved.
    let isSmooth = !sample.name.hasSuffix("ties") && sample.name != "max_pooling1d_wide"
    try checkLayer(sample, isSmooth: isSmooth) { try made(sample) }
  }

  private func made(_ sample: FixtureCase) throws -> Layer {
    let config = sample.config
    let padding = try require(Padding(rawValue: try require(config["padding"].string)))
    let dataFormat = try require(DataFormat(rawValue: try require(config["data_format"].string)))
    if let poolSize = config["pool_size"].ints {
      let strides = try require(config["strides"].ints)
      switch sample.className {
      case "MaxPooling1D":
        return MaxPooling1D(poolSize: poolSize, strides: strides, padding: padding, dataFormat: dataFormat)
      case "MaxPooling2D":
        return MaxPooling2D(poolSize: poolSize, strides: strides, padding: padding, dataFormat: dataFormat)
      case "MaxPooling3D":
        return MaxPooling3D(poolSize: poolSize, strides: strides, padding: padding, dataFormat: dataFormat)
      case "AveragePooling1D":
        return AveragePooling1D(poolSize: poolSize, strides: strides, padding: padding, dataFormat: dataFormat)
      case "AveragePooling2D":
        return AveragePooling2D(poolSize: poolSize, strides: strides, padding: padding, dataFormat: dataFormat)
      default:
        return AveragePooling3D(poolSize: poolSize, strides: strides, padding: padding, dataFormat: dataFormat)
      }
    }
    return try convolution(sample, padding, dataFormat)
  }

  private func convolution(_ sample: FixtureCase, _ padding: Padding, _ dataFormat: DataFormat) throws -> Layer {
    let config = sample.config
    func number(_ key: String) throws -> Int { try require(config[key].int) }
    let kernelSize = try require(config["kernel_size"].ints)
    let strides = try require(config["strides"].ints)
    let dilationRate = try require(config["dilation_rate"].ints)
    let useBias = try #require(config["use_bias"].bool as Bool?)
    let activation = try activation(config)
    if sample.name == "conv2d_regularized" {
      return Conv2D(
        2, kernelSize: 2, kernelInitializer: .ones, biasInitializer: .ones, kernelRegularizer: .l1(0.1),
        biasRegularizer: .l2(0.2), kernelConstraint: .nonNeg, biasConstraint: .unitNorm())
    }
    switch sample.className {
    case "Conv1D":
      return Conv1D(
        try number("filters"), kernelSize: kernelSize, strides: strides, padding: padding, dataFormat: dataFormat,
        dilationRate: dilationRate, groups: try number("groups"), activation: activation, useBias: useBias)
    case "Conv2D":
      return Conv2D(
        try number("filters"), kernelSize: kernelSize, strides: strides, padding: padding, dataFormat: dataFormat,
        dilationRate: dilationRate, groups: try number("groups"), activation: activation, useBias: useBias)
    case "Conv3D":
      return Conv3D(
        try number("filters"), kernelSize: kernelSize, strides: strides, padding: padding, dataFormat: dataFormat,
        dilationRate: dilationRate, groups: try number("groups"), activation: activation, useBias: useBias)
    case "Conv1DTranspose":
      return Conv1DTranspose(
        try number("filters"), kernelSize: kernelSize, strides: strides, padding: padding,
        outputPadding: config["output_padding"].ints, dataFormat: dataFormat, dilationRate: dilationRate,
        activation: activation, useBias: useBias)
    case "Conv2DTranspose":
      return Conv2DTranspose(
        try number("filters"), kernelSize: kernelSize, strides: strides, padding: padding,
        outputPadding: config["output_padding"].ints, dataFormat: dataFormat, dilationRate: dilationRate,
        activation: activation, useBias: useBias)
    case "Conv3DTranspose":
      return Conv3DTranspose(
        try number("filters"), kernelSize: kernelSize, strides: strides, padding: padding,
        outputPadding: config["output_padding"].ints, dataFormat: dataFormat, dilationRate: dilationRate,
        activation: activation, useBias: useBias)
    case "DepthwiseConv1D":
      return DepthwiseConv1D(
        kernelSize: kernelSize, strides: strides, padding: padding, depthMultiplier: try number("depth_multiplier"),
        dataFormat: dataFormat, dilationRate: dilationRate, activation: activation, useBias: useBias)
    case "DepthwiseConv2D":
      return DepthwiseConv2D(
        kernelSize: kernelSize, strides: strides, padding: padding, depthMultiplier: try number("depth_multiplier"),
        dataFormat: dataFormat, dilationRate: dilationRate, activation: activation, useBias: useBias)
    case "SeparableConv1D":
      return SeparableConv1D(
        try number("filters"), kernelSize: kernelSize, strides: strides, padding: padding, dataFormat: dataFormat,
        dilationRate: dilationRate, depthMultiplier: try number("depth_multiplier"), activation: activation,
        useBias: useBias)
    case "SeparableConv2D":
      return SeparableConv2D(
        try number("filters"), kernelSize: kernelSize, strides: strides, padding: padding, dataFormat: dataFormat,
        dilationRate: dilationRate, depthMultiplier: try number("depth_multiplier"), activation: activation,
        useBias: useBias)
    default: throw FixtureError.missing("layer", sample.className ?? "")
    }
  }

  private func activation(_ config: FixtureValue) throws -> ActivationFunction {
    let all: [ActivationFunction] = [.linear, .relu, .sigmoid, .tanh, .softmax]
    return try require(all.first { $0.name == config["activation"].string })
  }

  private func require<T>(_ value: T?) throws -> T { try #require(value) }
}
