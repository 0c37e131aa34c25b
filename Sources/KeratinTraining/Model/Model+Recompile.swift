extension Model {
  /// Compiles the model with what is given, and for the rest with what it was compiled with before; RMSprop where neither says an optimizer.
  ///
  /// Losses and metrics are given by the outputs' names; those under the empty name are for the only output.
  package func recompile(
    optimizer: Optimizer?, losses: [String: any Loss]?, metrics: [String: [Metric]]?
  ) throws {
    func perOutput<Element>(_ values: [String: Element]) -> PerOutput<Element> {
      if values.count == 1, let only = values[""] { return .one(only) }
      return .named(values)
    }
    let former = compiled
    try compile(
      CompiledModel(
        optimizer: optimizer ?? former?.optimizer ?? .rmsprop(),
        losses: losses.map(perOutput) ?? former?.losses ?? .none,
        lossWeights: losses == nil ? former?.lossWeights ?? .none : .none,
        metrics: metrics.map(perOutput) ?? former?.metrics ?? .none,
        weightedMetrics: metrics == nil ? former?.weightedMetrics ?? .none : .none, runEagerly: false))
  }
}
