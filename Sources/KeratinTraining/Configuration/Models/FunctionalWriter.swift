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

  init(_ graph: FunctionalGraph) throws {
    self.graph = graph
    for call in graph.calls.sorted(by: { $0.serial < $1.serial }) {
      calls[ObjectIdentifier(call.callee), default: []].append(call)
    }
    for input in graph.inputs where !(input.call.callee is InputLayer) {
      throw KeratinError(
        .state, expected: "a model whose inputs were made by Input(shape:)",
        received: "the result of '\(input.call.callee.name)' as one", suggestion: "the model of the whole graph, or saveWeights(to:)")
    }
    try nameOperations()
  }

  /// Layers have their names, operations get ones that nothing else has.
  private mutating func nameOperations() throws {
    var taken = Set(graph.callees.compactMap { $0 is OperationCallee ? nil : $0.name })
    for callee in graph.callees {
      guard let operation = callee as? OperationCallee else {
        names[ObjectIdentifier(callee)] = callee.name
        continue
      }
      guard let inputs = calls[ObjectIdentifier(callee)]?.first?.inputs,
        let description = KerasOperationCall(operation.operation, inputs: inputs)
      else {
        throw KeratinError(
          .state, expected: "operations that Keras has a word for", received: "'\(callee.name)' in the graph",
          suggestion: "a layer of your own that computes it, registered with CustomObjects.register, or saveWeights(to:)")
      }
      let base = LayerNames.snakeCase(description.className)
      var name = base
      var number = 0
      while !taken.insert(name).inserted {
        number += 1
        name = "\(base)_\(number)"
      }
      names[ObjectIdentifier(callee)] = name
    }
  }

  /// The configuration of a model that is this graph.
  func config(_ model: Model) throws -> [String: ConfigValue] {
    [
      "name": .string(model.name), "trainable": .bool(model.isTrainable),
      "layers": .array(try graph.callees.map { try entry($0, path: model.name) }),
      "input_layers": .array(graph.inputs.map { place($0, ofOutput: false) }),
      "output_layers": .array(graph.outputs.map { place($0, ofOutput: true) }),
    ]
  }

  /// The name under which an output is known in the file.
  var outputNames: [String] { graph.outputs.map { name($0.call.callee) } }

  private func name(_ callee: any SymbolicCallee) -> String { names[ObjectIdentifier(callee)] ?? callee.name }

  private func entry(_ callee: any SymbolicCallee, path: String) throws -> ConfigValue {
    let calls = calls[ObjectIdentifier(callee)] ?? []
    var entry: [String: ConfigValue]
    var nodes: [ConfigValue] = []
    switch callee {
    case let layer as Layer:
      guard case .object(let object) = try ObjectWriter.object(layer, path: path) else {
        throw KeratinError(.state, expected: "an object for the layer '\(layer.name)'", received: "something else")
      }
      entry = object
      for call in calls where !(layer is InputLayer) {
        var node = node(LayerCall.arguments(of: call, to: layer), call.dependencies)
        // Keras lets the model's mode count and looks past this word; here the call's own does.
        if call.isTraining != nil { node["keeps_training"] = true }
        nodes.append(.object(node))
      }
    case let operation as OperationCallee:
      guard let call = calls.first, let description = KerasOperationCall(operation.operation, inputs: call.inputs) else {
        throw KeratinError(.state, expected: "operations that Keras has a word for", received: "'\(callee.name)'")
      }
      entry = FunctionalWriter.object(description, name: name(callee))
      nodes = [.object(node(description.call, try constants(call.inputs)))]
    case let operation as KerasOperationCallee:
      entry = FunctionalWriter.object(operation.description, name: name(callee))
      nodes = calls.map { .object(node(operation.description.call, $0.inputs)) }
    default:
      throw KeratinError(.state, expected: "layers and operations", received: "'\(callee.name)'")
    }
    entry["name"] = .string(name(callee))
    entry["inbound_nodes"] = .array(nodes)
    return .object(entry)
  }

  /// Throws for constants among the tensors that hold no numbers.
  private func constants(_ inputs: [Tensor]) throws -> [Tensor] {
    for input in inputs where input.symbolic == nil { _ = try ConfigValue(tensor: input) }
    return inputs
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
      guard let symbolic = tensors[number].symbolic else { return (try? ConfigValue(tensor: tensors[number])) ?? .null }
      return .object([
        "class_name": "__keras_tensor__",
        "config": .object([
          "shape": .array(symbolic.type.shape.dimensions.map { $0 == Shape.unknown ? .null : .int($0) }),
          "dtype": .string(symbolic.type.elementType.rawValue), "keras_history": place(symbolic, ofOutput: false),
        ]),
      ])
    }
  }

  /// Name, number of the call and number of the result. Keras counts the calls of a model in a model from 1 where it names the outputs.
  private func place(_ tensor: SymbolicTensor, ofOutput: Bool) -> ConfigValue {
    let callee = tensor.call.callee
    let index = calls[ObjectIdentifier(callee)]?.firstIndex { $0 === tensor.call } ?? 0
    let first = ofOutput && callee is Model && !(callee is Sequential) ? 1 : 0
    return .array([.string(name(callee)), .int(index + first), .int(tensor.index)])
  }
}
