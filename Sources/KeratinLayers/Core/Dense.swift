public import KeratinGraph
public import KeratinKernels

/// A fully connected layer: y = activation(x·W + b).
///
/// Input `[batch, …, inputs]`, output `[batch, …, units]`; W is `[inputs, units]`, b `[units]`.
public final class Dense: Layer {
  public let units: Int
  public let activation: ActivationFunction
  public let kernel: Variable
  /// The bias, `nil` where there is none.
  public let bias: Variable?

  /// - Parameters:
  ///   - units: the extent of the last axis of the result; at least 1.
  ///   - activation: applied to the result; `.linear` by default.
  ///   - useBias: whether b is added; true by default.
  ///   - kernelInitializer: of W; `.glorotUniform` by default.
  ///   - biasInitializer: of b; `.zeros` by default.
  ///   - kernelRegularizer: a penalty on W, none by default.
  ///   - biasRegularizer: a penalty on b, none by default.
  ///   - activityRegularizer: a penalty on the result, none by default.
  ///   - kernelConstraint: a rule for W, none by default.
  ///   - biasConstraint: a rule for b, none by default.
  public init(
    _ units: Int, activation: ActivationFunction? = nil, useBias: Bool = true,
    kernelInitializer: any Initializer = .glorotUniform, biasInitializer: any Initializer = .zeros,
    kernelRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    activityRegularizer: (any Regularizer)? = nil, kernelConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.units = units
    self.activation = activation ?? .linear
    kernel = Variable(
      "kernel", initializer: kernelInitializer, regularizer: kernelRegularizer, constraint: kernelConstraint)
    bias =
      useBias
      ? Variable("bias", initializer: biasInitializer, regularizer: biasRegularizer, constraint: biasConstraint) : nil
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    self.activityRegularizer = activityRegularizer
    inputSpec = InputSpec(minRank: 2)
  }

  public override func build(_ input: Shape) throws {
    guard units > 0 else {
      throw KeratinError(.argument, expected: "units to be at least 1", received: "\(units)")
    }
    add(kernel, shape: [input[-1], units])
    if let bias { add(bias, shape: [units]) }
    inputSpec = InputSpec(minRank: 2, axes: [-1: input[-1]])
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    let kind = activation.kind
    // Integers become numbers as in Keras; floating inputs have the layer's type.
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    let y = dense(x, kernel.value, bias: bias?.value, activation: kind ?? .linear)
    return kind == nil ? activation(y) : y
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "units": .int(units), "activation": activation.serialized, "use_bias": .bool(bias != nil),
      "kernel_initializer": configPart(kernel.initializer),
      "bias_initializer": configPart(bias?.initializer ?? .zeros),
      "kernel_regularizer": configPart(kernel.regularizer), "bias_regularizer": configPart(bias?.regularizer),
      "kernel_constraint": configPart(kernel.constraint),
      "bias_constraint": configPart(bias?.constraint),
    ]) { $1 }
  }
}

extension Dense: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let kernel = try config.weight("kernel", .glorotUniform)
    let bias = try config.weight("bias", .zeros)
    self.init(
      try config("units"), activation: try config.activation(), useBias: try config("use_bias", or: true),
      kernelInitializer: kernel.initializer, biasInitializer: bias.initializer, kernelRegularizer: kernel.regularizer,
      biasRegularizer: bias.regularizer, kernelConstraint: kernel.constraint, biasConstraint: bias.constraint)
  }
}
