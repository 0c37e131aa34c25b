internal import KeratinGraph
internal import KeratinKernels

/// A cell that can run over a whole sequence at once.
protocol SequenceCell: RNNCell {
  /// Whether it can with the arguments it was given.
  var runsSequences: Bool { get }

  /// The outputs of all steps, `[batch, steps, units]`, in the order of the steps, and the last states.
  func sequence(
    _ x: Tensor, initial: [Tensor], mask: Tensor?, goBackwards: Bool, _ context: CallContext
  ) throws -> (outputs: Tensor, states: [Tensor])
}

extension BuiltInCell: SequenceCell {
  /// True if fused kernels have its activations.
  var runsSequences: Bool { activation.kind != nil && arguments.recurrentActivation.kind != nil }

  func sequence(
    _ x: Tensor, initial: [Tensor], mask: Tensor?, goBackwards: Bool, _ context: CallContext
  ) throws -> (outputs: Tensor, states: [Tensor]) {
    let masks = try drawMasks(x, context)
    let result = recurrence(
      form, projection: projection(x, masks), kernel: recurrentKernel.value, bias: recurrentBias, initial: initial,
      activation: activation.kind ?? .linear, recurrentActivation: arguments.recurrentActivation.kind ?? .linear,
      mask: mask, dropout: masks?.recurrent, goBackwards: goBackwards)
    return (result.states, result.last)
  }
}
