internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// Keras's graph of layers between a model's inputs and outputs: which calls there are, in which order they run.
///
/// The order is Keras's: by depth, the number of calls between a call and the outputs, and where that is equal by the
/// depth-first walk back from the outputs.
final class FunctionalGraph {
  let inputs: [SymbolicTensor]
  let outputs: [SymbolicTensor]
  /// All calls, inputs first.
  private(set) var calls: [SymbolicCall] = []
  /// All callees, each once, in Keras's order.
  private(set) var callees: [any SymbolicCallee] = []
  /// For each call, how far it is from the outputs.
  private(set) var depth: [ObjectIdentifier: Int] = [:]

  /// Throws where an input is none, or an output does not follow from the inputs.
  init(inputs: [Tensor], outputs: [Tensor]) throws {
    self.inputs = try inputs.map { try FunctionalGraph.symbolic($0, "an input made with Input(shape:)") }
    self.outputs = try outputs.map { try FunctionalGraph.symbolic($0, "a result of calls on the inputs") }
    guard !outputs.isEmpty else {
      throw KeratinError(.state, expected: "at least one output", received: "none", operation: "Model")
    }
    try order()
  }

  private static func symbolic(_ tensor: Tensor, _ expected: String) throws -> SymbolicTensor {
    if let symbolic = tensor.symbolic { return symbolic }
    throw tensor.error
      ?? KeratinError(.state, expected: expected, received: "a tensor that holds numbers", operation: "Model")
  }

  private func order() throws {
    var walk = Walk(inputs)
    for output in outputs { try walk.visit(output) }
    var calleeDepth: [ObjectIdentifier: Int] = [:]
    for call in walk.finished.reversed() {
      let known = Swift.max(depth[ObjectIdentifier(call)] ?? 0, calleeDepth[ObjectIdentifier(call.callee)] ?? 0)
      calleeDepth[ObjectIdentifier(call.callee)] = known
      depth[ObjectIdentifier(call)] = known
      guard !walk.isInput(call) else { continue }
      for parent in call.dependencies.compactMap({ $0.symbolic?.call }) {
        depth[ObjectIdentifier(parent)] = Swift.max(known + 1, depth[ObjectIdentifier(parent)] ?? 0)
      }
    }
    for input in inputs where calleeDepth[ObjectIdentifier(input.call.callee)] == nil {
      calleeDepth[ObjectIdentifier(input.call.callee)] = 0
      depth[ObjectIdentifier(input.call)] = 0
      walk.addUnused(input.call)
    }
    calls = stablySorted(walk.finished) { depth[ObjectIdentifier($0)]! }
    let first = stablySorted(walk.callees) { calleeDepth[ObjectIdentifier($0)]! }
    callees = first
    try requireUniqueNames()
  }

  private func stablySorted<T>(_ elements: [T], depth: (T) -> Int) -> [T] {
    elements.enumerated().sorted { a, b in
      let (x, y) = (depth(a.element), depth(b.element))
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
  }

  private func requireUniqueNames() throws {
    var seen = Set<String>()
    for case let layer as Layer in callees where !seen.insert(layer.name).inserted {
      throw KeratinError(
        .argument, expected: "layers with names of their own", received: "two layers called '\(layer.name)'",
        operation: "Model", suggestion: "the argument name: of one of them")
    }
  }

  /// Computes the outputs from values of the inputs.
  func run(_ values: [Tensor], _ context: CallContext) throws -> [Tensor] {
    var known: [Key: Tensor] = [:]
    for (input, value) in zip(inputs, values) { known[Key(input)] = value }
    for call in calls where known[Key(call, 0)] == nil {
      var arguments = try call.inputs.map { try value(of: $0, known) }
      for given in call.givenMasks {
        arguments[given.input] = arguments[given.input].withMask(try value(of: given.mask, known))
      }
      let results = try results(of: call, arguments, context)
      guard results.count >= call.resultTypes.count else {
        throw KeratinError(
          .state, expected: "\(call.resultTypes.count) results of '\(call.callee.name)', as when the model was made",
          received: "\(results.count)", operation: "Model")
      }
      for (index, result) in results.enumerated() {
        if let error = result.error { throw error }
        known[Key(call, index)] = result
      }
    }
    return outputs.map { known[Key($0)]! }
  }

  private func value(of argument: Tensor, _ known: [Key: Tensor]) throws -> Tensor {
    guard let symbolic = argument.symbolic else { return argument }
    if let value = known[Key(symbolic)] { return value }
    throw KeratinError(
      .state, expected: "every tensor to follow from the model's inputs",
      received: "one made by '\(symbolic.call.callee.name)' that does not", operation: "Model")
  }

  private func results(of call: SymbolicCall, _ arguments: [Tensor], _ context: CallContext) throws -> [Tensor] {
    switch call.callee {
    case let layer as Layer:
      if call.passesMasksBy {
        let mode = call.isTraining.map { CallContext(isTraining: $0) } ?? context
        return try layer.invokePassingMasksBy(arguments, mode)
      }
      guard let isTraining = call.isTraining, isTraining != context.isTraining else {
        return try layer.invoke(arguments, context)
      }
      return layer.results(arguments, training: isTraining)
    case let callee as OperationCallee: return callee.apply(arguments)
    case let callee as KerasOperationCallee: return try callee.apply(arguments)
    default:
      throw KeratinError(.state, expected: "a layer or an operation", received: "\(call.callee.name)")
    }
  }

  /// A result of a call, whichever object stands for it.
  struct Key: Hashable {
    let call: ObjectIdentifier
    let index: Int

    init(_ call: SymbolicCall, _ index: Int) {
      self.call = ObjectIdentifier(call)
      self.index = index
    }

    init(_ tensor: SymbolicTensor) { self.init(tensor.call, tensor.index) }
  }

  /// The depth-first walk from the outputs back to the inputs.
  private struct Walk {
    private(set) var finished: [SymbolicCall] = []
    private(set) var callees: [any SymbolicCallee] = []
    private var done = Set<ObjectIdentifier>()
    private var seenCallees = Set<ObjectIdentifier>()
    private let inputs: Set<Key>

    init(_ inputs: [SymbolicTensor]) { self.inputs = Set(inputs.map(Key.init)) }

    func isInput(_ call: SymbolicCall) -> Bool { inputs.contains(Key(call, 0)) }

    mutating func visit(_ tensor: SymbolicTensor) throws {
      // A stack of its own: a model may be deeper than the thread's.
      var stack: [(call: SymbolicCall, next: Int)] = [(tensor.call, 0)]
      while let (call, next) = stack.last {
        if next == 0 {
          if done.contains(ObjectIdentifier(call)) {
            stack.removeLast()
            continue
          }
          if seenCallees.insert(ObjectIdentifier(call.callee)).inserted { callees.append(call.callee) }
          if call.inputs.isEmpty, !isInput(call) {
            throw KeratinError(
              .state, expected: "outputs that follow from the inputs given",
              received: "an output that needs '\(call.callee.name)', which is not among the inputs",
              operation: "Model", suggestion: "adding it to inputs:")
          }
        }
        let parents = isInput(call) ? [] : call.dependencies.compactMap { $0.symbolic?.call }
        if next < parents.count {
          stack[stack.count - 1].next += 1
          if !done.contains(ObjectIdentifier(parents[next])) { stack.append((parents[next], 0)) }
        } else {
          stack.removeLast()
          if done.insert(ObjectIdentifier(call)).inserted { finished.append(call) }
        }
      }
    }

    mutating func addUnused(_ call: SymbolicCall) {
      finished.insert(call, at: 0)
      callees.insert(call.callee, at: 0)
    }
  }
}
