extension NameRegistry {
  /// Every name that is here. A new layer, loss or operation: one line in the list of its kind.
  static let all: NameRegistry = {
    var names = NameRegistry()
    addLayers(to: &names)
    addShapingLayers(to: &names)
    addActivations(to: &names)
    addLosses(to: &names)
    addMetrics(to: &names)
    addOptimizers(to: &names)
    addRules(to: &names)
    addCallbacks(to: &names)
    addData(to: &names)
    addElementwiseOperations(to: &names)
    addArrangingOperations(to: &names)
    addLinearAlgebra(to: &names)
    addModel(to: &names)
    addWindowLayers(to: &names)
    addSequenceLayers(to: &names)
    addFiles(to: &names)
    return names
  }()
}
