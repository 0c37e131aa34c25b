import KeratinLayers
import KeratinTestSupport
import Testing

/// Recurrent layers made from Keras's configurations.
enum RecurrentSamples {
  static func layer(_ className: String?, _ config: FixtureValue) throws -> Layer {
    switch className {
    case "SimpleRNN", "LSTM", "GRU": return try recurrent(className, config)
    case "RNN":
      let cell = try cell(config["cell"])
      return RNN(
        cell, returnSequences: try flag(config, "return_sequences"), returnState: try flag(config, "return_state"),
        goBackwards: try flag(config, "go_backwards"), stateful: try flag(config, "stateful"),
        unroll: try flag(config, "unroll"), zeroOutputForMask: try flag(config, "zero_output_for_mask"),
        name: name(config))
    case "Bidirectional":
      let (forward, backward) = (config["layer"], config["backward_layer"])
      let mode = config["merge_mode"].string.flatMap { Bidirectional.MergeMode(rawValue: $0) }
      let layer = try #require(try inner(forward, prefix: "forward_") as? RNN)
      let isOwn = backward["config"]["name"].string == "other"
      let other = isOwn ? try #require(try inner(backward, prefix: "") as? RNN) : nil
      return Bidirectional(layer, mergeMode: mode, backwardLayer: other)
    case "TimeDistributed":
      let layer = config["layer"]
      switch layer["class_name"].string {
      case "Dense": return TimeDistributed(Dense(3, activation: .tanh, name: name(layer["config"])))
      case "BatchNormalization": return TimeDistributed(BatchNormalization(name: name(layer["config"])))
      default: return TimeDistributed(try inner(layer, prefix: ""))
      }
    default: throw FixtureError.missing("layer", className ?? "")
    }
  }

  private static func inner(_ serialized: FixtureValue, prefix: String) throws -> Layer {
    let layer = try layer(serialized["class_name"].string, serialized["config"])
    let wanted = name(serialized["config"]).map { String($0.dropFirst(prefix.count)) }
    guard let rnn = layer as? RNN, let wanted else { return layer }
    return try renamed(rnn, wanted, serialized["config"])
  }

  /// Names are given when a layer is made.
  private static func renamed(_ layer: RNN, _ name: String, _ config: FixtureValue) throws -> RNN {
    let (sequences, state) = (layer.returnSequences, layer.returnState)
    switch layer {
    case let layer as SimpleRNN:
      return SimpleRNN(layer.units, returnSequences: sequences, returnState: state, name: name)
    case let layer as LSTM:
      return LSTM(layer.units, returnSequences: sequences, returnState: state, name: name)
    case let layer as GRU:
      return GRU(
        layer.units, returnSequences: sequences, returnState: state, goBackwards: layer.goBackwards, name: name)
    default: return RNN(try cell(config["cell"]), returnSequences: sequences, returnState: state, name: name)
    }
  }

  private static func recurrent(_ className: String?, _ config: FixtureValue) throws -> Layer {
    let units = try #require(config["units"].int as Int?)
    let activation = try activation(config, "activation")
    let useBias = try flag(config, "use_bias")
    let (sequences, state) = (try flag(config, "return_sequences"), try flag(config, "return_state"))
    let (backwards, stateful) = (try flag(config, "go_backwards"), try flag(config, "stateful"))
    let unroll = try flag(config, "unroll")
    let (dropout, recurrentDropout) = (config["dropout"].double ?? 0, config["recurrent_dropout"].double ?? 0)
    switch className {
    case "SimpleRNN":
      return SimpleRNN(
        units, activation: activation, useBias: useBias, dropout: dropout, recurrentDropout: recurrentDropout,
        returnSequences: sequences, returnState: state, goBackwards: backwards, stateful: stateful, unroll: unroll)
    case "LSTM":
      return LSTM(
        units, activation: activation, recurrentActivation: try self.activation(config, "recurrent_activation"),
        useBias: useBias, unitForgetBias: try flag(config, "unit_forget_bias"), dropout: dropout,
        recurrentDropout: recurrentDropout, returnSequences: sequences, returnState: state, goBackwards: backwards,
        stateful: stateful, unroll: unroll)
    default:
      return GRU(
        units, activation: activation, recurrentActivation: try self.activation(config, "recurrent_activation"),
        useBias: useBias, dropout: dropout, recurrentDropout: recurrentDropout, returnSequences: sequences,
        returnState: state, goBackwards: backwards, stateful: stateful, unroll: unroll,
        resetAfter: try flag(config, "reset_after"))
    }
  }

  private static func cell(_ serialized: FixtureValue) throws -> RNNCell {
    let config = serialized["config"]
    switch serialized["class_name"].string {
    case "StackedRNNCells":
      return StackedRNNCells(try #require(config["cells"].array as [FixtureValue]?).map(cell))
    case "SimpleRNNCell":
      return SimpleRNNCell(
        try #require(config["units"].int as Int?), activation: try activation(config, "activation"),
        name: name(config))
    case "LSTMCell": return LSTMCell(try #require(config["units"].int as Int?), name: name(config))
    case "GRUCell":
      return GRUCell(
        try #require(config["units"].int as Int?), resetAfter: try flag(config, "reset_after"), name: name(config))
    default: throw FixtureError.missing("cell", serialized["class_name"].string ?? "")
    }
  }

  private static func name(_ config: FixtureValue) -> String? { config["name"].string }

  private static func flag(_ config: FixtureValue, _ key: String) throws -> Bool {
    try #require(config[key].bool as Bool?)
  }

  private static func activation(_ config: FixtureValue, _ key: String) throws -> ActivationFunction {
    let all: [ActivationFunction] = [.linear, .relu, .sigmoid, .tanh, .softsign, .hardSigmoid]
    return try #require(all.first { $0.name == config[key].string } as ActivationFunction?)
  }
}
