/// Requires a weight, a gradient and `states` of one floating type, and a learning rate of one element.
func requireUpdate(_ inputs: [TensorType], states: [TensorType]) throws {
  try requireFloating(inputs[0])
  try requireSameTypes(Array(inputs.prefix(2)) + states)
  _ = try commonElementType([inputs[0], inputs[2]])
  try requireScalar(inputs[2], "the learning rate")
}

/// What differentiating an optimizer's step throws.
func updateHasNoGradient() -> KeratinError {
  KeratinError(
    .gradient, expected: "a loss computed from values before the optimizer's step",
    received: "a loss that depends on weights after it",
    suggestion: "the update written out in operations, if it is to be differentiated")
}
