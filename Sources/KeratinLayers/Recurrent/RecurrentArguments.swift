internal import KeratinGraph
internal import KeratinKernels

/// The arguments that the built-in recurrent cells have in common.
struct RecurrentArguments {
  var units: Int
  var activation: ActivationFunction
  var recurrentActivation: ActivationFunction
  var useBias: Bool
  var kernelInitializer: any Initializer
  var recurrentInitializer: any Initializer
  var biasInitializer: any Initializer
  var kernelRegularizer: (any Regularizer)?
  var recurrentRegularizer: (any Regularizer)?
  var biasRegularizer: (any Regularizer)?
  var kernelConstraint: (any Constraint)?
  var recurrentConstraint: (any Constraint)?
  var biasConstraint: (any Constraint)?
  var dropout: Double
  var recurrentDropout: Double
  var seed: Int?
  var unitForgetBias = false

  /// The arguments under Keras's names.
  var config: [String: ConfigValue] {
    [
      "units": .int(units), "activation": activation.serialized, "use_bias": .bool(useBias),
      "kernel_initializer": configPart(kernelInitializer), "recurrent_initializer": configPart(recurrentInitializer),
      "bias_initializer": configPart(biasInitializer), "kernel_regularizer": configPart(kernelRegularizer),
      "recurrent_regularizer": configPart(recurrentRegularizer), "bias_regularizer": configPart(biasRegularizer),
      "kernel_constraint": configPart(kernelConstraint), "recurrent_constraint": configPart(recurrentConstraint),
      "bias_constraint": configPart(biasConstraint), "dropout": .double(dropout),
      "recurrent_dropout": .double(recurrentDropout), "seed": seed.map { .int($0) } ?? .null,
    ]
  }
}

extension RecurrentArguments {
  /// The arguments of a cell's configuration.
  ///
  /// - Parameter isGated: whether the cell has an activation for gates.
  init(_ config: ConfigReader, isGated: Bool) throws {
    let (kernel, recurrent) = (
      try config.weight("kernel", .glorotUniform), try config.weight("recurrent", .orthogonal())
    )
    let bias = try config.weight("bias", .zeros)
    // What older versions of Keras wrote, for which there is one way here.
    config.ignore("implementation")
    self.init(
      units: try config("units"), activation: try config.activation("activation", or: .tanh),
      recurrentActivation: isGated ? try config.activation("recurrent_activation", or: .sigmoid) : .linear,
      useBias: try config("use_bias", or: true), kernelInitializer: kernel.initializer,
      recurrentInitializer: recurrent.initializer, biasInitializer: bias.initializer,
      kernelRegularizer: kernel.regularizer, recurrentRegularizer: recurrent.regularizer,
      biasRegularizer: bias.regularizer, kernelConstraint: kernel.constraint,
      recurrentConstraint: recurrent.constraint, biasConstraint: bias.constraint,
      dropout: try config("dropout", or: 0), recurrentDropout: try config("recurrent_dropout", or: 0),
      seed: try config.seed())
  }
}

extension SequenceOptions {
  /// The arguments of a layer's configuration.
  init(_ config: ConfigReader) throws {
    self.init(
      returnSequences: try config("return_sequences", or: false), returnState: try config("return_state", or: false),
      goBackwards: try config("go_backwards", or: false), stateful: try config("stateful", or: false),
      unroll: try config("unroll", or: false), zeroOutputForMask: try config("zero_output_for_mask", or: false))
  }
}
