import Keratin

extension NameRegistry {
  /// Utilities, data sets and random numbers.
  static func addData(to names: inout NameRegistry) {
    names.use("utils.set_random_seed", "setRandomSeed(_:)") { setRandomSeed(1) }
    names.use("utils.clear_session", "clearSession()") { clearSession() }
    names.use("utils.disable_interactive_logging", "Verbosity.line") { Verbosity.line }
    names.use("utils.enable_interactive_logging", "Verbosity.bar") { Verbosity.bar }
    names.use("utils.Progbar", "Verbosity.bar") { Verbosity.bar }
    names.use("utils.model_to_dot", "modelToDot(_:_:)") { try modelToDot(Sequential([Dense(1)])) }
    names.use("utils.plot_model", "plotModel(_:to:_:)") { try plotModel(Sequential([Dense(1)])) }
    names.use("utils.get_source_inputs", "Model.inputs") { Sequential([Dense(1)]).inputs }
    names.use("random.normal", "Tensor.randomNormal(_:)") { Tensor.randomNormal([1]) }
    names.use("random.uniform", "Tensor.randomUniform(_:)") { Tensor.randomUniform([1]) }
    names.use("random.SeedGenerator", "RandomKey") { RandomKey(seed: 1) }
  }
}
