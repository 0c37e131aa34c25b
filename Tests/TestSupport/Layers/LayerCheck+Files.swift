internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension LayerCheck {
  /// Made anew from its own configuration, and from Keras's, the layer has the same configuration, the same weights' shapes, and with the
  /// same weights the same results.
  func checkRemade() throws {
    let layer = try withSession { try builtLayer(.float64) }
    // Tests have classes of their own.
    guard layer is any KerasObject, layer.isWritable else { return }
    let values = try inputs(.float64)
    let expected = try withSession { try results(layer, values) }
    for (described, source) in [(layer.serialized, "its own"), (sample.serialized("keras.layers"), "Keras's")] {
      let again = LayerCheck(sample: sample) { try ObjectMaker().layer(described.withCallArguments(of: layer)) }
      let remade = try withSession { try again.builtLayer(.float64) }
      func config(_ layer: Layer) -> [String: FixtureValue] {
        (FixtureValue(.object(layer.config)).object ?? [:]).filter { $0.key != "name" || source == "its own" }
      }
      let (own, new) = (config(layer), config(remade))
      for key in Set(own.keys).union(new.keys).sorted() where own[key] != new[key] {
        throw fault(.remade, "from \(source) configuration \(key) becomes another")
      }
      guard type(of: remade) == type(of: layer) else {
        throw fault(.remade, "from \(source) configuration it becomes a \(type(of: remade))")
      }
      try requireSameNumbers(
        try withSession { try again.results(remade, values) }, expected, .remade, "made from \(source) configuration")
    }
  }
}

extension ConfigValue {
  /// The same with what Keras takes for an argument of the call, not of the layer.
  fileprivate func withCallArguments(of layer: Layer) -> ConfigValue {
    guard case .object(var members) = self, case .object(var config)? = members["config"] else { return self }
    let (causal, scores): (Bool, Bool)
    switch layer {
    case let layer as ScoredAttention: (causal, scores) = (layer.useCausalMask, layer.returnAttentionScores)
    case let layer as MultiHeadAttention: (causal, scores) = (layer.useCausalMask, layer.returnAttentionScores)
    default: return self
    }
    config["use_causal_mask"] = .bool(causal)
    config["return_attention_scores"] = .bool(scores)
    members["config"] = .object(config)
    return .object(members)
  }
}

extension Layer {
  /// Whether Keras's files have words for all of the layer.
  var isWritable: Bool { (try? serialized.requireWritable(path: name)) != nil }
}
