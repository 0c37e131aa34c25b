public import KeratinGraph
internal import KeratinKernels

/// Which variables decay.
extension Optimizer {
  /// Lets these variables, and those whose name contains one of `names`, keep their weight where ``weightDecay`` makes others smaller.
  /// It takes the place of what an earlier call said.
  ///
  ///     let optimizer = AdamW(weightDecay: 0.01)
  ///     try optimizer.excludeFromWeightDecay(names: ["bias", "gamma", "beta"])
  ///
  /// - Throws: a ``KeratinError`` once the optimizer is built: training has begun, or `compile` was called with built layers.
  public func excludeFromWeightDecay(_ variables: [Variable] = [], names: [String] = []) throws {
    guard !isBuilt else {
      throw KeratinError(
        .state, expected: "excludeFromWeightDecay before the optimizer is built", received: "a built optimizer",
        operation: name)
    }
    undecayed = UndecayedVariables(variables, names: names)
  }

  func decays(_ variable: Variable) -> Bool { !undecayed.contains(variable) }
}
