public import KeratinGraph
public import KeratinKernels

/// The base of ``Conv1D``, ``Conv2D`` and ``Conv3D``, which differ by their number of axes alone. Not to be used itself.
public class BaseConv: ConvolutionLayer, KerasObject {
  public let filters: Int
  public let groups: Int
  /// w, `[kernelSize…, channels / groups, filters]`.
  public let kernel: Variable

  /// - Parameters:
  ///   - filters: the number of the result's channels; at least 1.
  ///   - kernelSize: the window's extents, one number for all axes or one for each: `3`, `[3, 5]`.
  ///   - strides: how far the window moves from one result to the next; 1 by default.
  ///   - padding: `.valid` by default: the window stays inside; `.same`: as many results as elements, divided by the stride;
  ///     `.causal` for ``Conv1D``: the same, and no result sees what comes after it.
  ///   - dataFormat: where the channels stand; `.channelsLast` by default.
  ///   - dilationRate: how far apart the elements are that a window sees; 1 by default. Not above 1 together with `strides`.
  ///   - groups: into how many groups channels and filters are cut, each filter seeing the channels of its group; a divisor of both, 1
  ///     by default.
  ///   - activation: applied to the result; `.linear` by default.
  ///   - useBias: whether a number for each filter is added; true by default.
  ///   - kernelInitializer: of w; `.glorotUniform` by default.
  ///   - biasInitializer: of the bias; `.zeros` by default.
  ///   - kernelRegularizer: a penalty on w, none by default.
  ///   - biasRegularizer: a penalty on the bias, none by default.
  ///   - activityRegularizer: a penalty on the result, none by default.
  ///   - kernelConstraint: a rule for w, none by default.
  ///   - biasConstraint: a rule for the bias, none by default.
  public init(
    _ filters: Int, kernelSize: any PerAxis, strides: any PerAxis = 1, padding: Padding = .valid,
    dataFormat: DataFormat = .channelsLast, dilationRate: any PerAxis = 1, groups: Int = 1,
    activation: ActivationFunction? = nil, useBias: Bool = true,
    kernelInitializer: any Initializer = .glorotUniform, biasInitializer: any Initializer = .zeros,
    kernelRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    activityRegularizer: (any Regularizer)? = nil, kernelConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.filters, self.groups) = (filters, groups)
    kernel = Variable(
      "kernel", initializer: kernelInitializer, regularizer: kernelRegularizer, constraint: kernelConstraint)
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
    let kernel = try config.weight("kernel", .glorotUniform)
    let bias = try config.weight("bias", .zeros)
    self.init(
      try config("filters"), kernelSize: try config.perAxis("kernel_size"),
      strides: try config.perAxis("strides", or: 1),
      padding: try config("padding", or: .valid), dataFormat: try config.dataFormat(),
      dilationRate: try config.perAxis("dilation_rate", or: 1), groups: try config("groups", or: 1),
      activation: try config.activation(),
      useBias: try config("use_bias", or: true), kernelInitializer: kernel.initializer,
      biasInitializer: bias.initializer, kernelRegularizer: kernel.regularizer, biasRegularizer: bias.regularizer,
      kernelConstraint: kernel.constraint, biasConstraint: bias.constraint)
  }

  public override func build(_ input: Shape) throws {
    try checkArguments(allowsCausal: spatialRank == 1)
    try checkStridesWithoutDilation()
    try check(filters, "filters")
    try check(groups, "groups")
    let channels = try fixedChannels(of: input)
    guard filters % groups == 0, channels % groups == 0 else {
      throw KeratinError(
        .argument, expected: "groups to divide the \(channels) channels and the \(filters) filters",
        received: "\(groups)")
    }
    add(kernel, shape: Shape(kernelSize + [channels / groups, filters]))
    if let bias { add(bias, shape: [filters]) }
  }

  override func convolved(_ x: Tensor) -> Tensor {
    convolve(
      x, kernel.value, strides: strides, padding: padding, dilationRate: dilationRate, groups: groups)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "filters": .int(filters), "groups": .int(groups), "kernel_initializer": configPart(kernel.initializer),
      "kernel_regularizer": configPart(kernel.regularizer), "kernel_constraint": configPart(kernel.constraint),
    ]) { $1 }
  }
}
