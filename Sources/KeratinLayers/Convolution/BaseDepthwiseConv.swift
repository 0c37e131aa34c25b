public import KeratinGraph
public import KeratinKernels

/// The base of ``DepthwiseConv1D`` and ``DepthwiseConv2D``, which differ by their number of axes alone. Not to be used itself.
public class BaseDepthwiseConv: ConvolutionLayer, KerasObject {
  public let depthMultiplier: Int
  /// w, `[kernelSize…, channels, depthMultiplier]`.
  public let kernel: Variable

  /// - Parameters:
  ///   - kernelSize: the window's extents, one number for all axes or one for each: `3`, `[3, 5]`.
  ///   - strides: how far the window moves from one result to the next; 1 by default.
  ///   - padding: `.valid` by default: the window stays inside; `.same`: as many results as elements, divided by the stride.
  ///   - depthMultiplier: how many kernels, and results, each channel has; 1 by default.
  ///   - dataFormat: where the channels stand; `.channelsLast` by default.
  ///   - dilationRate: how far apart the elements are that a window sees; 1 by default.
  ///   - activation: applied to the result; `.linear` by default.
  ///   - useBias: whether a number for each of the result's channels is added; true by default.
  ///   - depthwiseInitializer: of w; `.glorotUniform` by default.
  ///   - biasInitializer: of the bias; `.zeros` by default.
  ///   - depthwiseRegularizer: a penalty on w, none by default.
  ///   - biasRegularizer: a penalty on the bias, none by default.
  ///   - activityRegularizer: a penalty on the result, none by default.
  ///   - depthwiseConstraint: a rule for w, none by default.
  ///   - biasConstraint: a rule for the bias, none by default.
  public init(
    kernelSize: any PerAxis, strides: any PerAxis = 1, padding: Padding = .valid, depthMultiplier: Int = 1,
    dataFormat: DataFormat = .channelsLast, dilationRate: any PerAxis = 1, activation: ActivationFunction? = nil,
    useBias: Bool = true, depthwiseInitializer: any Initializer = .glorotUniform,
    biasInitializer: any Initializer = .zeros, depthwiseRegularizer: (any Regularizer)? = nil,
    biasRegularizer: (any Regularizer)? = nil, activityRegularizer: (any Regularizer)? = nil,
    depthwiseConstraint: (any Constraint)? = nil, biasConstraint: (any Constraint)? = nil, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.depthMultiplier = depthMultiplier
    kernel = Variable(
      "kernel", initializer: depthwiseInitializer, regularizer: depthwiseRegularizer, constraint: depthwiseConstraint)
    super.init(
      Arguments(
        kernelSize: kernelSize, strides: strides, padding: padding, dataFormat: dataFormat, dilationRate: dilationRate,
        activation: activation, activityRegularizer: activityRegularizer, name: name, isTrainable: isTrainable,
        elementType: elementType),
      bias: useBias
        ? Variable("bias", initializer: biasInitializer, regularizer: biasRegularizer, constraint: biasConstraint)
        : nil)
  }

  package required convenience init(_ config: ConfigReader) throws {
    let depthwise = try config.weight("depthwise", .glorotUniform)
    let bias = try config.weight("bias", .zeros)
    self.init(
      kernelSize: try config.perAxis("kernel_size"), strides: try config.perAxis("strides", or: 1),
      padding: try config("padding", or: .valid), depthMultiplier: try config("depth_multiplier", or: 1),
      dataFormat: try config.dataFormat(),
      dilationRate: try config.perAxis("dilation_rate", or: 1), activation: try config.activation(),
      useBias: try config("use_bias", or: true), depthwiseInitializer: depthwise.initializer,
      biasInitializer: bias.initializer, depthwiseRegularizer: depthwise.regularizer,
      biasRegularizer: bias.regularizer, depthwiseConstraint: depthwise.constraint, biasConstraint: bias.constraint)
  }

  public override func build(_ input: Shape) throws {
    try checkArguments()
    try check(depthMultiplier, "depthMultiplier")
    let channels = try fixedChannels(of: input)
    add(kernel, shape: Shape(kernelSize + [channels, depthMultiplier]))
    if let bias { add(bias, shape: [Shape.product(channels, depthMultiplier)]) }
  }

  override func convolved(_ x: Tensor) -> Tensor {
    depthwiseConvolve(x, kernel.value, strides: strides, padding: padding, dilationRate: dilationRate)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "depth_multiplier": .int(depthMultiplier), "depthwise_initializer": configPart(kernel.initializer),
      "depthwise_regularizer": configPart(kernel.regularizer), "depthwise_constraint": configPart(kernel.constraint),
    ]) { $1 }
  }
}
