public import KeratinGraph
public import KeratinKernels

/// A layer whose products an equation names: y = activation(einsum(equation, x, W) + b).
///
///     EinsumDense("abc,cd->abd", outputShape: [nil, 64], biasAxes: "d")     // Dense(64) on sequences
///     EinsumDense("...x,xy->...y", outputShape: [64], biasAxes: "y")        // Dense(64) on anything
///
/// Input and output have the axes that the equation names, first the batch; W has those between comma and arrow, b those of
/// `biasAxes`, with extent 1 for axes of the output that come between or after.
public final class EinsumDense: Layer {
  public let equation: String
  /// The output's shape without the batch, unknown where an extent is the input's.
  public let outputShape: Shape
  public let biasAxes: String?
  public let activation: ActivationFunction
  /// W, `nil` before the layer is built.
  public private(set) var kernel: Variable?
  /// b, `nil` where there is none and before the layer is built.
  public private(set) var bias: Variable?
  private let kernelSettings: WeightSettings
  private let biasSettings: WeightSettings

  /// - Parameters:
  ///   - equation: axes of the input, a comma, axes of W, `->`, axes of the output, a letter each; `...` at the first or last place
  ///     of input and output stands for further axes.
  ///   - outputShape: of the output's axes after the batch, without those of `...`; `nil` where an extent is the input's.
  ///   - activation: applied to the result; `.linear` by default.
  ///   - biasAxes: letters of the output's axes along which b differs; `nil`, no bias, by default.
  ///   - kernelInitializer: of W; `.glorotUniform` by default.
  ///   - biasInitializer: of b; `.zeros` by default.
  ///   - kernelRegularizer: a penalty on W, none by default.
  ///   - biasRegularizer: a penalty on b, none by default.
  ///   - activityRegularizer: a penalty on the result, none by default.
  ///   - kernelConstraint: a rule for W, none by default.
  ///   - biasConstraint: a rule for b, none by default.
  public init(
    _ equation: String, outputShape: Shape, activation: ActivationFunction? = nil, biasAxes: String? = nil,
    kernelInitializer: any Initializer = .glorotUniform, biasInitializer: any Initializer = .zeros,
    kernelRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    activityRegularizer: (any Regularizer)? = nil, kernelConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.equation, self.outputShape, self.biasAxes) = (equation, outputShape, biasAxes)
    self.activation = activation ?? .linear
    kernelSettings = WeightSettings(kernelInitializer, kernelRegularizer, kernelConstraint)
    biasSettings = WeightSettings(biasInitializer, biasRegularizer, biasConstraint)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    self.activityRegularizer = activityRegularizer
  }

  public override func build(_ input: Shape) throws {
    let shapes = try EinsumShapes(equation, biasAxes, input: input, output: outputShape)
    let kernel = Variable(
      "kernel", initializer: FannedInitializer(kernelSettings.initializer, shapes.fans),
      regularizer: kernelSettings.regularizer, constraint: kernelSettings.constraint)
    add(kernel, shape: shapes.kernel)
    self.kernel = kernel
    if let shape = shapes.bias {
      let bias = Variable(
        "bias", initializer: biasSettings.initializer, regularizer: biasSettings.regularizer,
        constraint: biasSettings.constraint)
      add(bias, shape: shape)
      self.bias = bias
    }
    inputSpec = InputSpec(rank: input.rank)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    guard let kernel else { throw KeratinError(.state, expected: "a layer that is built", received: "'\(name)'") }
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    let y = einsum(equation, x, kernel.value)
    return activation(bias.map { y + $0.value } ?? y)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "equation": .string(equation), "output_shape": outputShape.serialized, "activation": activation.serialized,
      "bias_axes": biasAxes.map { .string($0) } ?? .null,
      "kernel_initializer": configPart(kernelSettings.initializer),
      "bias_initializer": configPart(biasSettings.initializer),
      "kernel_regularizer": configPart(kernelSettings.regularizer),
      "bias_regularizer": configPart(biasSettings.regularizer),
      "activity_regularizer": configPart(activityRegularizer),
      "kernel_constraint": configPart(kernelSettings.constraint),
      "bias_constraint": configPart(biasSettings.constraint),
    ]) { $1 }
  }
}

/// How a weight begins and what is asked of it.
struct WeightSettings {
  let initializer: any Initializer
  let regularizer: (any Regularizer)?
  let constraint: (any Constraint)?

  init(_ initializer: any Initializer, _ regularizer: (any Regularizer)?, _ constraint: (any Constraint)?) {
    (self.initializer, self.regularizer, self.constraint) = (initializer, regularizer, constraint)
  }
}

/// An initializer whose fans, where its numbers depend on them, are given, not those of the weight's shape.
private struct FannedInitializer: Initializer {
  private let initializer: any Initializer
  private let fans: (in: Int, out: Int)

  init(_ initializer: any Initializer, _ fans: (in: Int, out: Int)) {
    (self.initializer, self.fans) = (initializer, fans)
  }

  func values(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
    let dependsOnFans = initializer is Initializers.VarianceScaling || initializer is any NamedVarianceScaling
    // Each number is drawn for itself: as many for a matrix of these fans are as many for the weight.
    let isMatrix = Shape.product(fans.in, fans.out) == shape.count
    return try initializer.values(dependsOnFans && isMatrix ? [fans.in, fans.out] : shape, &source)
  }
}

extension EinsumDense: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let kernel = try config.weight("kernel", .glorotUniform)
    let bias = try config.weight("bias", .zeros)
    self.init(
      try config("equation"), outputShape: try config.extents("output_shape"), activation: try config.activation(),
      biasAxes: try config.optional("bias_axes"), kernelInitializer: kernel.initializer,
      biasInitializer: bias.initializer, kernelRegularizer: kernel.regularizer, biasRegularizer: bias.regularizer,
      kernelConstraint: kernel.constraint, biasConstraint: bias.constraint)
  }
}
