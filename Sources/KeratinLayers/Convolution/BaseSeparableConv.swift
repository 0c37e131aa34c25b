public import KeratinGraph
public import KeratinKernels

/// The base of ``SeparableConv1D`` and ``SeparableConv2D``, which differ by their number of axes alone. Not to be used itself.
public class BaseSeparableConv: ConvolutionLayer, KerasObject {
  public let filters: Int
  public let depthMultiplier: Int
  /// `[kernelSize…, channels, depthMultiplier]`.
  public let depthwiseKernel: Variable
  /// `[1…, channels·depthMultiplier, filters]`.
  public let pointwiseKernel: Variable

  /// - Parameters:
  ///   - filters: the number of the result's channels; at least 1.
  ///   - kernelSize: the window's extents, one number for all axes or one for each: `3`, `[3, 5]`.
  ///   - strides: how far the window moves from one result to the next; 1 by default.
  ///   - padding: `.valid` by default: the window stays inside; `.same`: as many results as elements, divided by the stride.
  ///   - dataFormat: where the channels stand; `.channelsLast` by default.
  ///   - dilationRate: how far apart the elements are that a window sees; 1 by default.
  ///   - depthMultiplier: how many kernels each channel has; 1 by default.
  ///   - activation: applied to the result; `.linear` by default.
  ///   - useBias: whether a number for each filter is added; true by default.
  ///   - depthwiseInitializer: of the kernels of each channel; `.glorotUniform` by default.
  ///   - pointwiseInitializer: of the weights that mix the channels; `.glorotUniform` by default.
  ///   - biasInitializer: of the bias; `.zeros` by default.
  ///   - depthwiseRegularizer: a penalty on the kernels of each channel, none by default.
  ///   - pointwiseRegularizer: a penalty on the weights that mix the channels, none by default.
  ///   - biasRegularizer: a penalty on the bias, none by default.
  ///   - activityRegularizer: a penalty on the result, none by default.
  ///   - depthwiseConstraint: a rule for the kernels of each channel, none by default.
  ///   - pointwiseConstraint: a rule for the weights that mix the channels, none by default.
  ///   - biasConstraint: a rule for the bias, none by default.
  public init(
    _ filters: Int, kernelSize: any PerAxis, strides: any PerAxis = 1, padding: Padding = .valid,
    dataFormat: DataFormat = .channelsLast, dilationRate: any PerAxis = 1, depthMultiplier: Int = 1,
    activation: ActivationFunction? = nil, useBias: Bool = true,
    depthwiseInitializer: any Initializer = .glorotUniform, pointwiseInitializer: any Initializer = .glorotUniform,
    biasInitializer: any Initializer = .zeros, depthwiseRegularizer: (any Regularizer)? = nil,
    pointwiseRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    activityRegularizer: (any Regularizer)? = nil, depthwiseConstraint: (any Constraint)? = nil,
    pointwiseConstraint: (any Constraint)? = nil, biasConstraint: (any Constraint)? = nil, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    (self.filters, self.depthMultiplier) = (filters, depthMultiplier)
    depthwiseKernel = Variable(
      "depthwise_kernel", initializer: depthwiseInitializer, regularizer: depthwiseRegularizer,
      constraint: depthwiseConstraint)
    pointwiseKernel = Variable(
      "pointwise_kernel", initializer: pointwiseInitializer, regularizer: pointwiseRegularizer,
      constraint: pointwiseConstraint)
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
    let pointwise = try config.weight("pointwise", .glorotUniform)
    let bias = try config.weight("bias", .zeros)
    self.init(
      try config("filters"), kernelSize: try config.perAxis("kernel_size"),
      strides: try config.perAxis("strides", or: 1),
      padding: try config("padding", or: .valid), dataFormat: try config.dataFormat(),
      dilationRate: try config.perAxis("dilation_rate", or: 1), depthMultiplier: try config("depth_multiplier", or: 1),
      activation: try config.activation(),
      useBias: try config("use_bias", or: true), depthwiseInitializer: depthwise.initializer,
      pointwiseInitializer: pointwise.initializer, biasInitializer: bias.initializer,
      depthwiseRegularizer: depthwise.regularizer, pointwiseRegularizer: pointwise.regularizer,
      biasRegularizer: bias.regularizer, depthwiseConstraint: depthwise.constraint,
      pointwiseConstraint: pointwise.constraint, biasConstraint: bias.constraint)
  }

  public override func build(_ input: Shape) throws {
    try checkArguments()
    try check(filters, "filters")
    try check(depthMultiplier, "depthMultiplier")
    let channels = try fixedChannels(of: input)
    add(depthwiseKernel, shape: Shape(kernelSize + [channels, depthMultiplier]))
    let ones = [Int](repeating: 1, count: spatialRank)
    add(pointwiseKernel, shape: Shape(ones + [Shape.product(channels, depthMultiplier), filters]))
    if let bias { add(bias, shape: [filters]) }
  }

  override func convolved(_ x: Tensor) -> Tensor {
    convolve(
      depthwiseConvolve(x, depthwiseKernel.value, strides: strides, padding: padding, dilationRate: dilationRate),
      pointwiseKernel.value)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "filters": .int(filters), "depth_multiplier": .int(depthMultiplier),
      "depthwise_initializer": configPart(depthwiseKernel.initializer),
      "depthwise_regularizer": configPart(depthwiseKernel.regularizer),
      "depthwise_constraint": configPart(depthwiseKernel.constraint),
      "pointwise_initializer": configPart(pointwiseKernel.initializer),
      "pointwise_regularizer": configPart(pointwiseKernel.regularizer),
      "pointwise_constraint": configPart(pointwiseKernel.constraint),
    ]) { $1 }
  }
}
