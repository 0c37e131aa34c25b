internal import KeratinGraph
internal import KeratinLayers

/// The call of a layer in a model's graph: which of Keras's arguments are inputs of ours.
struct LayerCall {
  /// The numbers of the tensors that are inputs, in order.
  var inputs: [Int] = []
  /// For inputs, by their places, the number of the tensor that is their mask.
  var masks: [Int: Int] = [:]
  /// Whether the call also returns the scores of attention, and masks what comes after; Keras gives this to the call, here the layer has it.
  var returnsScores = false
  var isCausal = false

  /// Takes the arguments apart. Throws for ones that the layer does not take.
  init(_ call: KerasCall, of layer: Layer) throws {
    let names = LayerCall.parameters(of: layer)
    var arguments = call.kwargs
    for (index, value) in call.args.enumerated() {
      if index < names.count {
        arguments[names[index]] = value
      } else {
        // Layers of one's own may take several tensors, one after another.
        inputs += try LayerCall.tensors(value, "argument \(index + 1)")
      }
    }
    let extra = inputs
    inputs = []
    for name in names where !LayerCall.isMask(name) {
      guard let value = arguments.removeValue(forKey: name) else { continue }
      let numbers = try LayerCall.tensors(value, name)
      if layer is MultiHeadAttention, name == "attention_mask", inputs.count == 2, !numbers.isEmpty {
        inputs.append(inputs[1])
      }
      inputs += numbers
    }
    inputs += extra
    // The mode is the model's, whatever the node says: so it is in Keras.
    arguments["training"] = nil
    try takeMasks(&arguments, names, layer)
    returnsScores = try LayerCall.takeBool(&arguments, "return_attention_scores")
    isCausal = try LayerCall.takeBool(&arguments, "use_causal_mask")
    for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .value(.null), .value(.bool(false)): continue
      default:
        throw KeratinError(
          .file, expected: "arguments that a call of \(type(of: layer).className) takes", received: "'\(name)'")
      }
    }
  }

  private mutating func takeMasks(
    _ arguments: inout [String: KerasArgument], _ names: [String], _ layer: Layer
  ) throws {
    let places: [(String, Int)] =
      layer is MultiHeadAttention ? [("query_mask", 0), ("value_mask", 1), ("key_mask", 2)] : []
    for (name, place) in places {
      guard let value = arguments.removeValue(forKey: name) else { continue }
      // Without a key of its own the value's mask counts.
      if let number = try LayerCall.tensors(value, name).first, place < inputs.count { masks[place] = number }
    }
    guard let value = arguments.removeValue(forKey: "mask") else { return }
    switch value {
    case .tensor(let number): masks[0] = number
    case .list(let elements):
      for (place, element) in elements.enumerated() where place < inputs.count {
        if case .tensor(let number) = element { masks[place] = number }
      }
    case .value: break
    }
  }

  private static func takeBool(_ arguments: inout [String: KerasArgument], _ name: String) throws -> Bool {
    switch arguments.removeValue(forKey: name) {
    case nil, .value(.null): false
    case .value(.bool(let value)): value
    default: throw KeratinError(.file, expected: "true or false for '\(name)'", received: "something else")
    }
  }

  private static func tensors(_ argument: KerasArgument, _ name: String) throws -> [Int] {
    switch argument {
    case .tensor(let number): return [number]
    case .list(let elements): return try elements.flatMap { try tensors($0, name) }
    case .value(.null), .value(.bool(false)): return []
    case .value:
      throw KeratinError(.file, expected: "tensors of the model for '\(name)'", received: "a value")
    }
  }

  private static func isMask(_ name: String) -> Bool {
    name == "mask" || ["query_mask", "value_mask", "key_mask"].contains(name)
  }

  /// The parameters of Keras's call that may be given without their names, those of the mode left out.
  private static func parameters(of layer: Layer) -> [String] {
    switch layer {
    case is RNN: ["sequences", "initial_state", "mask"]
    case is Bidirectional: ["sequences", "initial_state", "mask"]
    case is MultiHeadAttention: ["query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask"]
    case is CategoryEncoding: ["inputs", "count_weights"]
    default: ["inputs"]
    }
  }

  // MARK: - Writing

  /// The arguments of a call in Keras's words, its dependencies numbered in order.
  static func arguments(of call: SymbolicCall, to layer: Layer) -> KerasCall {
    let count = call.inputs.count
    let all = (0..<count).map { KerasArgument.tensor($0) }
    var result = KerasCall(args: count == 1 ? all : [.list(all)])
    switch layer {
    case is Merge, is Dot: result.args = [.list(all)]
    case let attention as Attention:
      result.kwargs = flags(attention.returnAttentionScores, attention.useCausalMask)
    case let attention as AdditiveAttention:
      result.kwargs = flags(attention.returnAttentionScores, attention.useCausalMask)
    case let attention as MultiHeadAttention:
      result = KerasCall(
        args: Array(all.prefix(3)), kwargs: flags(attention.returnAttentionScores, attention.useCausalMask))
      if count > 3 { result.kwargs["attention_mask"] = all[3] }
    case is RNN, is Bidirectional:
      result.args = [all[0]]
      if count > 1 { result.kwargs["initial_state"] = .list(states(Array(all.dropFirst()), of: layer)) }
    case is CategoryEncoding:
      result.args = [all[0]]
      if count > 1 { result.kwargs["count_weights"] = all[1] }
    default: break
    }
    if let isTraining = call.isTraining { result.kwargs["training"] = .value(.bool(isTraining)) }
    for (index, given) in call.givenMasks.enumerated() {
      let mask = KerasArgument.tensor(count + index)
      switch layer {
      case is MultiHeadAttention:
        result.kwargs[["query_mask", "value_mask", "key_mask"][Swift.min(given.input, 2)]] = mask
      case is Attention, is AdditiveAttention:
        var masks = [KerasArgument](repeating: .value(.null), count: Swift.min(count, 2))
        if case .list(let others)? = result.kwargs["mask"] { masks = others }
        if given.input < masks.count { masks[given.input] = mask }
        result.kwargs["mask"] = .list(masks)
      default: result.kwargs["mask"] = mask
      }
    }
    return result
  }

  private static func flags(_ returnsScores: Bool, _ isCausal: Bool) -> [String: KerasArgument] {
    var flags: [String: KerasArgument] = [:]
    if returnsScores { flags["return_attention_scores"] = .value(true) }
    if isCausal { flags["use_causal_mask"] = .value(true) }
    return flags
  }

  /// Initial states, those of stacked cells in a list for each cell.
  private static func states(_ states: [KerasArgument], of layer: Layer) -> [KerasArgument] {
    guard let stacked = (layer as? RNN)?.cell as? StackedRNNCells else { return states }
    var rest = states[...]
    return stacked.cells.map { cell in
      let own = rest.prefix(cell.stateSize.count)
      rest = rest.dropFirst(cell.stateSize.count)
      return own.count == 1 ? own[own.startIndex] : .list(Array(own))
    }
  }
}
