internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// From what Keras's files say of a graph of layers to the model.
///
/// All layers are made first; then each call is made as soon as the tensors that it needs are there.
struct FunctionalReader {
  private let object: SerializedObject
  private let path: String
  private let maker: ModelReader
  private var entries: [Entry] = []
  private var places: [String: Int] = [:]

  /// A layer or operation of the graph.
  private struct Entry {
    let name: String
    let callee: Callee
    var nodes: [Node]
    /// The results of the calls that were made.
    var results: [[Tensor]] = []
  }

  private enum Callee {
    case input(InputLayer)
    case layer(Layer)
    case operation(module: String, className: String, config: [String: ConfigValue])
  }

  /// A call: its arguments, and which results they refer to.
  private struct Node {
    var call: KerasCall
    var references: [Reference]
    var keepsTraining: Bool
  }

  private struct Reference: Hashable {
    let entry: Int
    let node: Int
    let tensor: Int
  }

  init(_ object: SerializedObject, path: String, maker: ModelReader) throws {
    (self.object, self.path, self.maker) = (object, path, maker)
    guard case .array(let values)? = object.config["layers"] else {
      throw maker.error(path: path, expected: "a list of layers", received: object.config["layers"]?.brief ?? "none")
    }
    for value in values {
      let entry = try entry(value)
      guard places.updateValue(entries.count, forKey: entry.name) == nil else {
        throw maker.error(
          path: path, expected: "layers with names of their own", received: "two called '\(entry.name.brief)'")
      }
      entries.append(entry)
    }
    for (index, value) in values.enumerated() {
      entries[index].nodes = try nodes(value, of: entries[index].name)
    }
  }

  private func entry(_ value: ConfigValue) throws -> Entry {
    guard let object = SerializedObject(value) else {
      throw maker.error(path: path, expected: "layers with class_name and config", received: value.brief)
    }
    let given: String? =
      if case .string(let name)? = object.members["name"] ?? object.config["name"] { name } else { nil }
    guard let name = given else {
      throw maker.error(path: path, expected: "a name for each layer", received: "none")
    }
    if let module = object.module, module.hasPrefix("keras.src.ops.") || module.hasPrefix("keras.ops.") {
      let last = module.split(separator: ".").last.map(String.init) ?? ""
      return Entry(
        name: name,
        callee: .operation(module: last, className: object.className, config: object.config), nodes: [])
    }
    let layer = try maker.layer(FunctionalReader.withCallArguments(value), path: path)
    if let input = layer as? InputLayer { return Entry(name: name, callee: .input(input), nodes: []) }
    return Entry(name: name, callee: .layer(layer), nodes: [])
  }

  /// The description of a layer with those arguments of its calls that the layer has here: what attention returns, and whether it is causal.
  private static func withCallArguments(_ value: ConfigValue) -> ConfigValue {
    guard case .object(var members) = value, case .object(var config)? = members["config"],
      case .array(let nodes)? = members["inbound_nodes"], case .object(let node)? = nodes.first,
      case .object(let kwargs)? = node["kwargs"]
    else { return value }
    for key in ["return_attention_scores", "use_causal_mask"] where kwargs[key] == .bool(true) { config[key] = true }
    members["config"] = .object(config)
    return .object(members)
  }

  // MARK: - Calls

  private func nodes(_ value: ConfigValue, of name: String) throws -> [Node] {
    guard case .object(let members) = value, case .array(let nodes)? = members["inbound_nodes"] else {
      throw failure(name, "a list of calls, inbound_nodes", "none")
    }
    return try nodes.map { node in
      guard case .object(let node) = node, case .array(let args)? = node["args"] ?? .array([]),
        case .object(let kwargs)? = node["kwargs"] ?? .object([:])
      else { throw failure(name, "calls with args and kwargs", node.brief) }
      var references: [Reference] = []
      let call = KerasCall(
        args: try args.map { try argument($0, name, &references) },
        kwargs: try kwargs.mapValues { try argument($0, name, &references) })
      return Node(call: call, references: references, keepsTraining: node["keeps_training"] == .bool(true))
    }
  }

  private func argument(
    _ value: ConfigValue, _ name: String, _ references: inout [Reference]
  ) throws -> KerasArgument {
    switch value {
    case .array(let elements): return .list(try elements.map { try argument($0, name, &references) })
    case .object(let members) where members["class_name"] == "__keras_tensor__":
      guard case .object(let config)? = members["config"], let history = config["keras_history"] else {
        throw failure(name, "tensors with a history", "one without")
      }
      references.append(try reference(history, of: name))
      return .tensor(references.count - 1)
    case .object(let members) where members["class_name"] == "__lambda__":
      throw failure(name, "arguments without code", "a Python function, which is never run")
    default: return .value(value)
    }
  }

  /// Name, number of the call and number of the result.
  private func reference(_ value: ConfigValue, of name: String, isOutput: Bool = false) throws -> Reference {
    guard case .array(let parts) = value, parts.count == 3, case .string(let producer) = parts[0],
      case .int(let node) = parts[1], case .int(let tensor) = parts[2], node >= 0, tensor >= 0
    else { throw failure(name, "tensors as [layer, call, result]", value.brief) }
    guard let entry = places[producer] else {
      throw failure(name, "tensors of layers that the model has", "one of '\(producer.brief)'")
    }
    // Keras counts the calls of a model in a model from 1 where it names the outputs.
    var first = 0
    if isOutput, case .layer(let layer) = entries[entry].callee, layer is Model, !(layer is Sequential), node > 0 {
      first = 1
    }
    return Reference(entry: entry, node: node - first, tensor: tensor)
  }

  private func failure(_ name: String, _ expected: String, _ received: String) -> KeratinError {
    maker.error(path: path.isEmpty ? name : "\(path)/\(name)", expected: expected, received: received)
  }

  // MARK: - The graph

  /// The model of the graph.
  func model() throws -> Model {
    var reader = self
    try reader.callAll()
    let inputs = try reader.tensors(object.config["input_layers"], "input_layers")
    let outputs = try reader.tensors(object.config["output_layers"], "output_layers")
    for input in inputs where !(input.symbolic?.call.callee is InputLayer) {
      throw failure("input_layers", "inputs that are InputLayers", "'\(input.symbolic?.call.callee.name.brief ?? "")'")
    }
    let model = Model(inputs: inputs, outputs: outputs, name: try maker.name(object, path))
    return try maker.finished(model, object, path)
  }

  /// Makes each call when all that it needs is there, those of one layer in their order.
  private mutating func callAll() throws {
    var waiting: [Reference: [Reference]] = [:]
    var missing: [Reference: Int] = [:]
    var ready: [Reference] = []
    for (index, entry) in entries.enumerated() {
      if case .input(let layer) = entry.callee {
        entries[index].results = [[layer.functionalTensor]]
        entries[index].nodes = []
      }
    }
    for (index, entry) in entries.enumerated() {
      for (number, node) in entries[index].nodes.enumerated() {
        let own = Reference(entry: index, node: number, tensor: 0)
        var needed = Set(node.references.map { Reference(entry: $0.entry, node: $0.node, tensor: 0) })
        if number > 0 { needed.insert(Reference(entry: index, node: number - 1, tensor: 0)) }
        needed = needed.filter { entries[$0.entry].results.count <= $0.node }
        for other in needed {
          guard other.node < entries[other.entry].nodes.count else {
            throw failure(
              entry.name, "tensors of calls that there are",
              "call \(other.node) of '\(entries[other.entry].name.brief)'")
          }
          waiting[other, default: []].append(own)
        }
        missing[own] = needed.count
        if needed.isEmpty { ready.append(own) }
      }
    }
    var next = 0
    while next < ready.count {
      let place = ready[next]
      next += 1
      try call(place)
      for other in waiting[place] ?? [] {
        let left = (missing[other] ?? 1) - 1
        missing[other] = left
        if left == 0 { ready.append(other) }
      }
    }
    guard next == missing.count else {
      let stuck = missing.filter { $0.value > 0 }.keys.map { entries[$0.entry].name }.sorted().prefix(3)
      throw maker.error(
        path: path, expected: "calls that follow from the inputs",
        received: "loops: \(stuck.map(\.brief).joined(separator: ", ")) wait for one another")
    }
  }

  private mutating func call(_ place: Reference) throws {
    let entry = entries[place.entry]
    let node = entry.nodes[place.node]
    let tensors = try node.references.map { try tensor($0, of: entry.name) }
    do {
      let results: [Tensor]
      switch entry.callee {
      case .input: return
      case .operation(let module, let className, let config):
        guard entry.nodes.count == 1 else {
          throw failure(entry.name, "operations that are called once", "\(entry.nodes.count) calls")
        }
        let description = KerasOperationCall(module: module, className: className, config: config, call: node.call)
        results = try KerasOperationCallee(description, name: entry.name).results(tensors)
      case .layer(let layer): results = try self.results(of: layer, node, tensors)
      }
      for result in results { if let error = result.error { throw error } }
      entries[place.entry].results.append(results)
    } catch {
      let error = KeratinError(wrapping: error)
      throw maker.located(error, path.isEmpty ? entry.name : "\(path)/\(entry.name)")
    }
  }

  private func results(of layer: Layer, _ node: Node, _ tensors: [Tensor]) throws -> [Tensor] {
    let call = try LayerCall(node.call, of: layer)
    guard !call.inputs.isEmpty else {
      throw KeratinError(.file, expected: "a call with tensors of the model", received: "none")
    }
    var isTraining: Bool?
    if node.keepsTraining, case .value(.bool(let value))? = node.call.kwargs["training"] { isTraining = value }
    let masks = call.masks.sorted { $0.key < $1.key }.map { GivenMask(input: $0.key, mask: tensors[$0.value]) }
    let inputs = call.inputs.map { tensors[$0] }
    // Keras gives a recurrent layer the mask of its sequence only where that is its only tensor.
    let passesMasksBy = inputs.count > 1 && masks.isEmpty && (layer is RNN || layer is Bidirectional)
    return try layer.symbolicCall(inputs, training: isTraining, masks: masks, passesMasksBy: passesMasksBy).results
  }

  private func tensor(_ reference: Reference, of name: String) throws -> Tensor {
    let results = entries[reference.entry].results
    guard reference.node < results.count, reference.tensor < results[reference.node].count else {
      throw failure(
        name, "a result that there is", "result \(reference.tensor) of '\(entries[reference.entry].name.brief)'")
    }
    return results[reference.node][reference.tensor]
  }

  /// The tensors of a list of lists, of one alone, or of an object in the order of its keys.
  private func tensors(_ value: ConfigValue?, _ argument: String) throws -> [Tensor] {
    switch value {
    case .array(let parts)?:
      if parts.count == 3, case .string = parts[0] {
        return [try tensor(reference(.array(parts), of: argument, isOutput: true), of: argument)]
      }
      return try parts.flatMap { try tensors($0, argument) }
    case .object(let members)?:
      return try members.sorted { $0.key < $1.key }.flatMap { try tensors($0.value, argument) }
    default: throw failure(argument, "lists of [layer, call, result]", value?.brief ?? "none")
    }
  }
}
