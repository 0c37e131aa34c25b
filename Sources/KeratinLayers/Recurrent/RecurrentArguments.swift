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
