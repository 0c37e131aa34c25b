package import KeratinKernels

/// A record of operations as they are called.
///
/// A *planned* trace only appends nodes; a ``Plan`` is made from it and run later, many times. An *eager* one computes each node as
/// it is appended, so that values can be read at once. The current trace is task-local.
public final class Trace: @unchecked Sendable {
  public enum Mode: Sendable { case planned, eager }

  /// The trace to which operations append, `nil` where they run at once.
  @TaskLocal public static var current: Trace?

  public let mode: Mode
  /// True where float32 variables read as float64, to check gradients.
  public let widensVariables: Bool
  /// What has been recorded.
  public private(set) var graph = Graph()
  /// The path of the layer being called.
  public private(set) var path = ""
  /// Variables that stand for others, which are neither read nor written: those of a snapshot.
  package var substitutes: [ObjectIdentifier: Variable] = [:]
  /// The calls for random numbers without a seed, in their order.
  package private(set) var draws: [RandomDraw] = []
  /// The keys and steps that the first of those calls are to have: those of the same trace in an earlier process.
  package var resumedDraws: [(key: RandomKey, step: Int32)] = []
  /// Losses that must be finite before any variable changes.
  public private(set) var checkedLosses: [Value] = []

  private var buffers: [[Buffer]] = []
  private var constants: [ObjectIdentifier: [Value]] = [:]
  private var reads: [ObjectIdentifier: Value] = [:]
  /// Places, not tensors: those hold the trace, which would keep itself alive.
  private var bindings: [ObjectIdentifier: Value] = [:]
  private var boundVariables: [Variable] = []
  private var inputCount = 0

  public convenience init(_ mode: Mode = .planned) { self.init(mode, widensVariables: false) }

  /// A trace in which, if `widensVariables`, float32 variables read as float64.
  init(_ mode: Mode, widensVariables: Bool) {
    self.mode = mode
    self.widensVariables = widensVariables
  }

  /// Runs `body` with this trace as the current one.
  public func run<R>(_ body: () throws -> R) rethrows -> R { try Trace.$current.withValue(self, operation: body) }

  /// Runs `body` outside of any trace: what it computes becomes numbers at once.
  public static func outside<R>(_ body: () throws -> R) rethrows -> R {
    try $current.withValue(nil, operation: body)
  }

  /// Runs `body` with `name` added to the layer path of the nodes that it appends.
  public func scope<R>(_ name: String, _ body: () throws -> R) rethrows -> R {
    let outer = path
    path = outer.isEmpty ? name : outer + "/" + name
    defer { path = outer }
    return try body()
  }

  /// Runs `body` with `path` as the layer path of the nodes that it appends.
  func scope<R>(resuming path: String, _ body: () throws -> R) rethrows -> R {
    let outer = self.path
    self.path = path
    defer { self.path = outer }
    return try body()
  }

  /// A new input, given when the plan is run.
  public func input(_ type: TensorType) -> Tensor {
    defer { inputCount += 1 }
    return append(.input(inputCount), type, buffer: nil)
  }

  /// Requires `loss` to be finite before the step may change any variable.
  public func requireFinite(_ loss: Tensor) throws {
    let value = try value(of: loss)
    if !checkedLosses.contains(value) { checkedLosses.append(value) }
  }

  /// The variables that were assigned, in order of their first assignment, each with its latest binding.
  public var assignments: [(variable: Variable, value: Tensor)] {
    boundVariables.map { ($0, tensor(bindings[ObjectIdentifier($0)]!)) }
  }

  /// Ends an eager trace: if all checked losses are finite, assigned variables take their latest bindings.
  /// Returns false, with nothing changed, if one is not.
  public func commit() throws -> Bool {
    for loss in checkedLosses {
      guard let buffer = buffer(of: loss), try Tensor(buffer, graph.type(of: loss)).isAllFinite() else { return false }
    }
    let values = try assignments.map { ($0.variable, Tensor(try $0.value.buffer(), $0.value.type)) }
    try Trace.outside { for (variable, value) in values { try variable.assign(value) } }
    return true
  }

  /// The first result of an operation, in an eager trace, that is not finite.
  public func findNonFinite() -> NonFiniteOrigin? {
    for (index, node) in graph.nodes.enumerated() where mode == .eager {
      guard case .operation = node.source else { continue }
      for (result, type) in node.types.enumerated() {
        if let element = firstNonFinite(buffers[index][result].address, type) {
          return NonFiniteOrigin(
            operation: node.name, layerPath: node.layerPath, element: element, type: type)
        }
      }
    }
    return nil
  }

  // MARK: - For operations and variables

  /// The key and the counter of a call for random numbers without a seed; each run of the trace's plan gives others.
  func draw() throws -> RandomDraw {
    let resumed = draws.count < resumedDraws.count ? resumedDraws[draws.count] : nil
    let counter = try Variable(
      "random step", Tensor(Double(resumed?.step ?? 0), elementType: .int32), isTrainable: false)
    let draw = RandomDraw(key: resumed?.key ?? RandomState.nextKey(), counter: counter)
    draws.append(draw)
    return draw
  }

  /// The place of `tensor` in this trace; numbers become a constant.
  func value(of tensor: Tensor) throws -> Value {
    switch tensor.life {
    case .traced(let traced) where traced.trace === self: return traced.value
    case .concrete(let buffer, let type): return constant(buffer, type)
    case .failed(let error, _): throw error
    case .traced:
      throw KeratinError(
        .state, expected: "a tensor of the current trace", received: "one of a trace that has ended", layerPath: path,
        suggestion: "keep state in a Variable")
    case .functional:
      throw KeratinError(
        .state, expected: "a tensor with a value", received: "a functional tensor inside a layer's call",
        layerPath: path, suggestion: "use the tensors that `call` was given")
    }
  }

  /// Appends the operation; in an eager trace its results are computed now.
  func append(_ operation: any Operation, _ inputs: [Value]) throws -> [Tensor] {
    let inputTypes = inputs.map { graph.type(of: $0) }
    let types = try operation.checkedTypes(inputTypes)
    try operation.check(inputs.map(tensor))
    if mode == .eager {
      let operands = try inputs.map { Tensor(try tensor($0).buffer(for: operation.name), graph.type(of: $0)) }
      buffers.append(try runAtOnce(operation, operands, types).map { try $0.buffer() })
    }
    let values = graph.append(
      Node(source: .operation(operation), inputs: inputs, types: types, layerPath: path))
    return zip(values, types).map { Tensor(.traced(TracedValue(trace: self, value: $0, type: $1))) }
  }

  /// The latest value of a variable.
  func read(_ variable: Variable, _ type: TensorType) -> Tensor {
    let id = ObjectIdentifier(variable)
    if let bound = bindings[id] { return tensor(bound) }
    if let value = reads[id] { return tensor(value) }
    let tensor = append(.variable(variable), type, buffer: variable.buffer)
    let value = widensVariables && type.elementType == .float32 ? tensor.cast(to: .float64) : tensor
    if case .traced(let traced) = value.life { reads[id] = traced.value }
    return value
  }

  /// Whether a tensor of `type` may become the value of a variable of type `own`.
  func accepts(_ type: TensorType, for own: TensorType) -> Bool {
    type == own || (widensVariables && type == TensorType(own.shape, .float64) && own.elementType == .float32)
  }

  func bind(_ variable: Variable, to tensor: Tensor) throws {
    let value = try value(of: tensor)
    if bindings[ObjectIdentifier(variable)] == nil { boundVariables.append(variable) }
    bindings[ObjectIdentifier(variable)] = value
  }

  /// The tensor for a value of this trace.
  func tensor(_ value: Value) -> Tensor {
    Tensor(.traced(TracedValue(trace: self, value: value, type: graph.type(of: value))))
  }

  /// The numbers of a value, in an eager trace or if it is a constant.
  func buffer(of value: Value) -> Buffer? {
    if case .constant(let buffer) = graph.nodes[value.node].source { return buffer }
    return mode == .eager ? buffers[value.node].dropFirst(value.result).first : nil
  }

  private func append(_ source: Node.Source, _ type: TensorType, buffer: Buffer?) -> Tensor {
    let value = graph.append(Node(source: source, inputs: [], types: [type], layerPath: path))[0]
    if mode == .eager { buffers.append(buffer.map { [$0] } ?? []) }
    return Tensor(.traced(TracedValue(trace: self, value: value, type: type)))
  }

  private func constant(_ buffer: Buffer, _ type: TensorType) -> Value {
    let id = ObjectIdentifier(buffer)
    if let known = constants[id]?.first(where: { graph.type(of: $0) == type }) { return known }
    let tensor = append(.constant(buffer), type, buffer: buffer)
    guard case .traced(let traced) = tensor.life else { preconditionFailure("a node's tensor is traced") }
    constants[id, default: []].append(traced.value)
    return traced.value
  }
}
