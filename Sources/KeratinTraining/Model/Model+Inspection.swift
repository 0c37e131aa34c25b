public import KeratinGraph
public import KeratinKernels
public import KeratinLayers

extension Model {
  /// The layer of that name. Throws where there is none.
  public func getLayer(name: String) throws -> Layer { try layer(named: name) }

  /// The layer at that place, counted from 0. Throws where there is none.
  public func getLayer(index: Int) throws -> Layer {
    let layers = layers
    if layers.indices.contains(index) { return layers[index] }
    throw KeratinError(
      .argument, expected: "the number of one of \(layers.count) layers, from 0", received: "\(index)",
      operation: "getLayer", layerPath: name)
  }

  /// The shape of the first input, batch unknown; `nil` for a model that does not know it.
  public var inputShape: Shape? { inputs.first?.shape }

  /// The shape of the first output, batch unknown; `nil` for a model that does not know it.
  public var outputShape: Shape? { outputs.first?.shape }

  /// Lets all metrics, the losses' running means among them, begin anew. `fit` and `evaluate` do so by themselves, for every epoch.
  public func resetMetrics() throws {
    for metric in metrics { try metric.resetState() }
  }

  /// The results for one batch, the model in inference mode; the first output's of several.
  public func predictOnBatch(_ x: any ModelData) throws -> Tensor {
    let count = try data(x, nil, sampleWeight: nil, classWeight: nil, nil).count
    return try predict(x, batchSize: Swift.max(count, 1), verbose: .silent)
  }
}

extension Layer {
  /// The weights that training changes.
  public var trainableWeights: [Variable] { trainableVariables.filter { !$0.isRandomCounter } }

  /// The weights that training leaves alone or changes by other rules.
  public var nonTrainableWeights: [Variable] { nonTrainableVariables.filter { !$0.isRandomCounter } }

  /// The number of elements in all weights. Throws for a layer that is not built.
  public func countParams() throws -> Int {
    if isBuilt { return parameterCount }
    throw KeratinError(
      .state, expected: "a layer whose weights exist", received: "'\(name)', which is not built",
      operation: "countParams", suggestion: "calling it on data, or giving the model an Input, first")
  }

  /// Adds a scalar to the loss of the step, from within a call of the layer; elsewhere there is nothing to add to.
  public func addLoss(_ loss: Tensor) { CallContext.current?.addLoss(loss) }
}
