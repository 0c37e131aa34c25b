public import KeratinGraph
public import KeratinKernels

/// The base of ``Conv1DTranspose``, ``Conv2DTranspose`` and ``Conv3DTranspose``, which differ by their number of axes alone. Not to be
/// used itself.
public class BaseConvTranspose: ConvolutionLayer, KerasObject {
  public let filters: Int
  /// For each axis how many elements the result is longer, `nil` for what the strides ask for.
  public let outputPadding: [Int]?
  /// w, `[kernelSize…, filters, channels]`.
  public let kernel: Variable

  /// - Parameters:
  ///   - filters: the number of the result's channels; at least 1.
  ///   - kernelSize: the window's extents, one number for all axes or one for each: `3`, `[3, 5]`.
  ///   - strides: how far apart the windows of neighbours are, and so how many times larger the result is; 1 by default.
  ///   - padding: `.valid` (by default) keeps all that a window reaches, `.same` as many results as elements, times the stride.
  ///   - outputPadding: 0 to less than the stride: how many elements are added at the end of each axis to (n − 1)·stride + kernelSize for
  ///     `.valid`, (n − 1)·stride + kernelSize mod 2 for `.same`; by default what makes it max(kernelSize, stride) or the stride.
  ///   - dataFormat: where the channels stand; `.channelsLast` by default.
  ///   - dilationRate: how far apart the elements are on which a window is spread; 1 by default. Not above 1 together with `strides`.
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
    outputPadding: (any PerAxis)? = nil, dataFormat: DataFormat = .channelsLast, dilationRate: any PerAxis = 1,
    activation: ActivationFunction? = nil, useBias: Bool = true,
    kernelInitializer: any Initializer = .glorotUniform, biasInitializer: any Initializer = .zeros,
    kernelRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    activityRegularizer: (any Regularizer)? = nil, kernelConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.filters = filters
    self.outputPadding = outputPadding?.perAxis(Self.spatialRank)
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
      padding: try config("padding", or: .valid),
      outputPadding: config.isNull("output_padding") ? nil : try config.perAxis("output_padding"),
      dataFormat: try config.dataFormat(),
      dilationRate: try config.perAxis("dilation_rate", or: 1), activation: try config.activation(),
      useBias: try config("use_bias", or: true), kernelInitializer: kernel.initializer,
      biasInitializer: bias.initializer, kernelRegularizer: kernel.regularizer, biasRegularizer: bias.regularizer,
      kernelConstraint: kernel.constraint, biasConstraint: bias.constraint)
  }

  public override func build(_ input: Shape) throws {
    try checkArguments()
    try checkStridesWithoutDilation()
    try check(filters, "filters")
    if let outputPadding {
      try check(outputPadding, "outputPadding", atLeast: 0)
      guard zip(outputPadding, strides).allSatisfy({ $0 < $1 }) else {
        throw KeratinError(
          .argument, expected: "outputPadding to be less than the stride of its axis",
          received: "outputPadding \(outputPadding) with strides \(strides)")
      }
    }
    let channels = try fixedChannels(of: input)
    add(kernel, shape: Shape(kernelSize + [filters, channels]))
    if let bias { add(bias, shape: [filters]) }
  }

  override func convolved(_ x: Tensor) -> Tensor {
    convolveTransposed(
      x, kernel.value, strides: strides, padding: padding, outputPadding: outputPadding, dilationRate: dilationRate)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "filters": .int(filters), "output_padding": outputPadding.map { configPart($0) } ?? .null,
      "kernel_initializer": configPart(kernel.initializer), "kernel_regularizer": configPart(kernel.regularizer),
      "kernel_constraint": configPart(kernel.constraint),
    ]) { $1 }
  }
}
