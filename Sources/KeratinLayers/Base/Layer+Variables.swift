public import KeratinGraph
internal import KeratinKernels

extension Layer {
  /// All variables of the layer and its sublayers; each layer's trainable ones before its others.
  public var variables: [Variable] {
    uniqued(
      layersWithin { _ in true }.flatMap { layer in
        layer.ownVariables.filter(\.isTrainable) + layer.ownVariables.filter { !$0.isTrainable }
      })
  }

  /// All variables, and what the layers inside keep from call to call: what a snapshot must hold.
  package var variablesAndStates: [Variable] { uniqued(variables + layersWithin { _ in true }.flatMap(\.keptStates)) }

  /// Those that training changes: none of a layer that is not trainable.
  public var trainableVariables: [Variable] {
    uniqued(layersWithin(where: \.isTrainable).flatMap { $0.ownVariables.filter(\.isTrainable) })
  }

  /// Those that training leaves alone or changes by other rules: moving averages, counters, frozen weights.
  public var nonTrainableVariables: [Variable] {
    let trainable = Set(trainableVariables.map(ObjectIdentifier.init))
    return variables.filter { !trainable.contains(ObjectIdentifier($0)) }
  }

  /// The variables that Keras calls weights: all but the counters of random layers.
  public var weights: [Variable] { variables.filter { !$0.isRandomCounter } }

  /// The number of elements in all weights.
  public var parameterCount: Int { weights.reduce(0) { $0 + $1.shape.count } }

  /// The values of all weights.
  public func getWeights() -> [Tensor] { weights.map(\.value) }

  /// Gives all weights new values, in the order of ``weights``. Throws, with nothing changed, where number or shapes differ.
  public func setWeights(_ values: [Tensor]) throws {
    let weights = weights
    guard values.count == weights.count else {
      throw KeratinError(
        .argument, expected: "\(weights.count) tensors, one for each weight of '\(name)'",
        received: "\(values.count)", operation: "setWeights",
        suggestion: isBuilt ? nil : "building the layer first, by calling it or giving the model an Input")
    }
    for (weight, value) in zip(weights, values) {
      if let error = value.error { throw error }
      guard weight.shape == value.shape else {
        throw KeratinError(
          .shape, expected: "shape \(weight.shape) for '\(weight.path)'", received: "\(value.shape)",
          operation: "setWeights")
      }
    }
    let converted = try zip(weights, values).map { weight, value in
      let converted = weight.type.map { value.cast(to: $0.elementType) } ?? value
      if Trace.current == nil { _ = try converted.buffer(for: "setWeights") }
      return converted
    }
    for (weight, value) in zip(weights, converted) { try weight.assign(value) }
  }

  /// The penalties of all regularized weights that are trainable, each a scalar.
  public var penalties: [Tensor] {
    trainableVariables.compactMap { variable in variable.regularizer?.penalty(variable.value) }
  }

  private func uniqued(_ variables: [Variable]) -> [Variable] {
    var seen = Set<ObjectIdentifier>()
    return variables.filter { seen.insert(ObjectIdentifier($0)).inserted }
  }
}
