internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// From a graph of layers to what Keras's files say of it.
///
/// The form is the one that every version of Keras 3 reads: inputs and outputs as lists of lists, element types as words.
struct FunctionalWriter {
  private let graph: FunctionalGraph
  /// The calls of each callee in the order in which they were made.
  private var calls: [ObjectIdentifier: [SymbolicCall]] = [:]
  private var names: [ObjectIdentifier: String] = [:]
  private var taken: Set<String>
  /// Operations that make masks, which Keras notes in the graph.
  private var maskEntries: [ConfigValue] = []

  init(_ graph: FunctionalGraph) {
    self.graph = graph
    taken = Set(graph.callees.compactMap { $0 is OperationCallee ? nil : $0.name })
    for call in graph.calls.sorted(by: { $0.serial < $1.serial }) {
      calls[ObjectIdentifier(call.callee), default: []].append(call)
    }
    nameOperations()
  }

  /// Layers have their names, operations get ones that nothing else has.
  private mutating func nameOperations() {
    for callee in graph.callees {
      guard let operation = callee as? OperationCallee else {
        names[ObjectIdentifier(callee)] = callee.name
        continue
      }
      names[ObjectIdentifier(callee)] = freeName(description(of: operation)?.className ?? callee.name)
    }
  }

  private mutating func freeName(_ className: String) -> String {
    let base = LayerNames.snakeCase(className)
    var (name, number) = (base, 0)
    while !taken.insert(name).inserted {
      number += 1
      name = "\(base)_\(number)"
    }
    return name
  }

  private func description(of callee: OperationCallee) -> KerasOperationCall? {
    calls[ObjectIdentifier(callee)]?.first.flatMap { KerasOperationCall(callee.operation, inputs: $0.inputs) }
  }

  /// The configuration of a model that is this graph.
  mutating func config(_ model: Model) -> [String: ConfigValue] {
    var entries: [ConfigValue] = []
    for callee in graph.callees { entries.append(entry(callee)) }
    return [
      "name": .string(model.name), "trainable": .bool(model.isTrainable),
      "layers": .array(entries + maskEntries),
      "input_layers": .array(graph.inputs.map { place($0, ofOutput: false) }),
      "output_layers": .array(graph.outputs.map { place($0, ofOutput: true) }),
    ]
  }

  private func name(_ callee: any SymbolicCallee) -> String { names[ObjectIdentifier(callee)] ?? callee.name }

  private mutating func entry(_ callee: any SymbolicCallee) -> ConfigValue {
    let calls = calls[ObjectIdentifier(callee)] ?? []
    var entry: [String: ConfigValue]
    var nodes: [ConfigValue] = []
    switch callee {
    case let layer as Layer:
      guard case .object(let object) = layer.serialized else { return .unwritable(layer) }
      entry = object
      if !(layer is InputLayer) {
        if graph.inputs.contains(where: { $0.call.callee === layer }) {
          return .unwritable(
            "the result of '\(layer.name)' as an input of the model",
            instead: "the model of the whole graph, from Input(shape:) on, or saveWeights(to:)")
        }
        for call in calls {
          guard var node = layerNode(call, layer) else {
            return .unwritable(
              "the recurrent layer '\(layer.name)' with initial states and a mask, which Keras gives it only in words",
              instead: "the mask of an Embedding or Masking, passed on by layers that leave it as it is")
          }
          // In Keras the model's mode counts, whatever a node says; here what the call was given does.
          if call.isTraining != nil { node["keeps_training"] = true }
          nodes.append(.object(node))
        }
      }
    case let operation as OperationCallee:
      guard let call = calls.first, let description = description(of: operation) else {
        return .unwritable(
          "the operation '\(callee.name)' in the graph, for which Keras has no word",
          instead: "a layer of your own that computes it, registered with CustomObjects.register, or saveWeights(to:)")
      }
      entry = FunctionalWriter.object(description, name: name(callee))
      nodes = [.object(node(description.call, call.inputs))]
    case let operation as KerasOperationCallee:
      entry = FunctionalWriter.object(operation.description, name: name(callee))
      nodes = calls.map { .object(node(operation.description.call, $0.inputs)) }
    default: return .unwritable(callee)
    }
    entry["name"] = .string(name(callee))
    entry["inbound_nodes"] = .array(nodes)
    return .object(entry)
  }

  /// The call of a layer, `nil` where it has a mask that Keras would not give it and that cannot be written.
  private mutating func layerNode(_ call: SymbolicCall, _ layer: Layer) -> [String: ConfigValue]? {
    var node = node(LayerCall.arguments(of: call, to: layer), call.dependencies)
    guard layer is RNN || layer is Bidirectional, call.inputs.count > 1, call.givenMasks.isEmpty, !call.passesMasksBy,
      let sequence = call.inputs[0].symbolic, sequence.maskType != nil
    else { return node }
    guard let mask = maskTensor(sequence), case .object(var kwargs)? = node["kwargs"] else { return nil }
    kwargs["mask"] = mask
    node["kwargs"] = .object(kwargs)
    return node
  }

  /// The mask that a tensor carries as a result of operations, which are added to the graph; `nil` where it cannot be told.
  private mutating func maskTensor(_ tensor: SymbolicTensor) -> ConfigValue? {
    guard let layer = tensor.call.callee as? Layer, let input = tensor.call.inputs.first?.symbolic,
      tensor.maskType != nil, tensor.call.givenMasks.isEmpty
    else { return nil }
    switch layer {
    case is Embedding: return operation("NotEqual", of: [value(input), 0], input.type.shape)
    case let masking as Masking:
      let differs = operation("NotEqual", of: [value(input), .double(masking.maskValue)], input.type.shape)
      return operation(
        "Any", ["axis": -1, "keepdims": false], of: [differs], Shape(input.type.shape.dimensions.dropLast()))
    case is Model: return nil
    default: return tensor.call.inputs.count == 1 || layer is RNN || layer is Bidirectional ? maskTensor(input) : nil
    }
  }

  /// Adds an operation that makes truth values to the graph; its result.
  private mutating func operation(
    _ className: String, _ config: [String: ConfigValue] = [:], of args: [ConfigValue], _ shape: Shape
  ) -> ConfigValue {
    let name = freeName(className)
    let call = KerasOperationCall(
      module: "numpy", className: className, config: config, call: KerasCall(args: args.map { .value($0) }))
    var entry = FunctionalWriter.object(call, name: name)
    entry["name"] = .string(name)
    entry["inbound_nodes"] = [.object(node(call.call, []))]
    maskEntries.append(.object(entry))
    return FunctionalWriter.tensor(TensorType(shape, .bool), history: [.string(name), 0, 0])
  }

  private static func object(_ description: KerasOperationCall, name: String) -> [String: ConfigValue] {
    var config = description.config
    // Only classes without arguments of their own take a name in every version of Keras.
    if config.isEmpty, description.className != "StopGradient" { config["name"] = .string(name) }
    return [
      "module": .string("keras.src.ops.\(description.module)"), "class_name": .string(description.className),
      "config": .object(config), "registered_name": .string(description.className),
    ]
  }

  private func node(_ call: KerasCall, _ tensors: [Tensor]) -> [String: ConfigValue] {
    [
      "args": .array(call.args.map { value($0, tensors) }),
      "kwargs": .object(call.kwargs.mapValues { value($0, tensors) }),
    ]
  }

  private func value(_ argument: KerasArgument, _ tensors: [Tensor]) -> ConfigValue {
    switch argument {
    case .value(let value): return value
    case .list(let elements): return .array(elements.map { value($0, tensors) })
    case .tensor(let number):
      guard let symbolic = tensors[number].symbolic else {
        return (try? ConfigValue(tensor: tensors[number]))
          ?? .unwritable("a tensor without numbers in the graph", instead: "one that holds numbers")
      }
      return self.value(symbolic)
    }
  }

  private func value(_ tensor: SymbolicTensor) -> ConfigValue {
    FunctionalWriter.tensor(tensor.type, history: place(tensor, ofOutput: false))
  }

  private static func tensor(_ type: TensorType, history: ConfigValue) -> ConfigValue {
    .object([
      "class_name": "__keras_tensor__",
      "config": .object([
        "shape": .shape(type.shape), "dtype": .string(type.elementType.rawValue), "keras_history": history,
      ]),
    ])
  }

  /// Name, number of the call and number of the result. Keras counts the calls of a model in a model from 1 where it names the outputs.
  private func place(_ tensor: SymbolicTensor, ofOutput: Bool) -> ConfigValue {
    let callee = tensor.call.callee
    let index = calls[ObjectIdentifier(callee)]?.firstIndex { $0 === tensor.call } ?? 0
    let first = ofOutput && callee is Model && !(callee is Sequential) ? 1 : 0
    return .array([.string(name(callee)), .int(index + first), .int(tensor.index)])
  }
}
