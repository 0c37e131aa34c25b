public import KeratinGraph
internal import KeratinKernels

/// Gradients of several batches averaged for one update, as if they were one large batch.
extension Optimizer {
  static let accumulatorSlot = "gradient_accumulator"

  /// The number of updates made before this one, an int32 scalar: ``iterations``, or where gradients are accumulated, the whole
  /// number of times that the steps go into it.
  public var updateCount: Tensor {
    guard let steps = gradientAccumulationSteps else { return iterations.value }
    // In Double the quotient of two int32 lies on the right side of every integer.
    return floor(iterations.value.cast(to: .float64) / Double(steps)).cast(to: .int32)
  }

  func validateAccumulation() throws {
    guard gradientAccumulationSteps ?? 2 >= 2 else {
      throw KeratinError(
        .argument, expected: "gradientAccumulationSteps of at least 2", received: "\(gradientAccumulationSteps ?? 2)",
        operation: name)
    }
  }

  /// Adds the gradients to those of earlier batches; with the last of `steps` batches makes one update by their mean.
  ///
  /// A plan has no branches: the update is computed for every batch, and all but the last one's is thrown away.
  func accumulate(_ gradients: [Tensor], _ variables: [Variable], steps: Int) throws {
    let isLast = floorMod(iterations.value + 1, Tensor(Double(steps), elementType: .int32)) .== 0
    let accumulators = try variables.map { try slot(Optimizer.accumulatorSlot, of: $0) }
    let sums = zip(gradients, accumulators).map { $0 + $1.value }
    // Averages and accumulators come first, and are no part of the update.
    let state = variables + slots.dropFirst(trainedVariables.count * (averaging == nil ? 1 : 2))
    let before = state.map(\.value)
    try updateAll(variables, sums.map { $0 / Double(steps) })
    for (variable, old) in zip(state, before) {
      try variable.assign(which(isLast, variable.value, old))
    }
    for (accumulator, sum) in zip(accumulators, sums) {
      try accumulator.assign(which(isLast, Tensor.zeros(like: sum), sum))
    }
  }
}
