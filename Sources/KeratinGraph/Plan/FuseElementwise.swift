internal import KeratinKernels

/// Makes one node of elementwise operations of one shape that hand their results on to each other, so that a kernel computes them in one
/// pass over memory.
///
/// Operations are joined only within a phase of the step (before the losses are checked, after it, for logs), and where no other operation
/// stands between them. Results have the same bits as before.
struct FuseElementwise: PlanPass {
  func run(_ program: inout Program) throws {
    let roots = Set(program.roots)
    let readers = program.readers
    // As it was: a chain's node has several results, and what still names its last operation would find the type of another.
    let graph = program.graph
    var replacements: [Value: Value] = [:]
    for members in ElementwiseGroups(program).groups {
      let inside = Set(members)
      let wanted = members.filter { member in
        roots.contains(Value(node: member)) || readers[member].contains { !inside.contains($0) }
      }
      program.graph.nodes[members.last!] = chain(members, wanted, graph)
      for (result, member) in wanted.enumerated() {
        replacements[Value(node: member)] = Value(node: members.last!, result: result)
      }
    }
    program.replace(replacements)
  }

  /// The node that computes all members of a group, with those results that are wanted.
  private func chain(_ members: [Int], _ wanted: [Int], _ graph: Graph) -> Node {
    let nodes = graph.nodes
    let inside = Set(members)
    var number: [Value: Int] = [:]
    var operands: [Value] = []
    for input in members.flatMap({ nodes[$0].inputs }) where !inside.contains(input.node) && number[input] == nil {
      number[input] = operands.count
      operands.append(input)
    }
    for (index, member) in members.enumerated() { number[Value(node: member)] = operands.count + index }
    let types = operands.map { graph.type(of: $0) }
    let shape = nodes[members[0]].types[0].shape
    let elementwise = ElementwiseProgram(
      Broadcast(types.map(\.shape), to: shape), operandKinds: types.map(\.elementType.kind),
      steps: members.map { nodes[$0].step(nodes[$0].inputs.map { number[$0]! })! },
      results: wanted.map { number[Value(node: $0)]! })
    let chain = ElementwiseChain(
      program: elementwise, shape: shape, numberType: graph.numberType(ofNode: members[0])!,
      parts: members.map { nodes[$0].name })
    return Node(
      source: .operation(chain), inputs: operands, types: wanted.map { nodes[$0].types[0] },
      layerPath: paths(members.map { nodes[$0].layerPath }))
  }

  /// The layers that the members come from.
  private func paths(_ paths: [String]) -> String {
    var distinct: [String] = []
    for path in paths where !path.isEmpty && !distinct.contains(path) { distinct.append(path) }
    return distinct.count <= 3
      ? distinct.joined(separator: " + ") : "\(distinct[0]) … \(distinct.last!) (\(distinct.count) layers)"
  }
}

extension ElementType {
  /// What values of this type are in an elementwise program.
  fileprivate var kind: ElementwiseProgram.Kind {
    isFloating ? .number : self == .bool ? .condition : .counter
  }
}

extension Graph {
  /// The floating type on which an elementwise node works, if it has one.
  func numberType(ofNode index: Int) -> ElementType? {
    let types = nodes[index].types + nodes[index].inputs.map { type(of: $0) }
    return types.first { $0.elementType.isFloating }?.elementType
  }
}

extension Node {
  /// The operation as a step that reads the values `inputs`, if programs have it.
  func step(_ inputs: [Int]) -> ElementwiseProgram.Step? {
    guard case .operation(let operation) = source, types.count == 1 else { return nil }
    switch operation {
    case let it as Unary: return .unary(it.operation, inputs[0])
    case let it as Binary: return .binary(it.operation, inputs[0], inputs[1])
    case let it as Compare: return .compare(it.operation, inputs[0], inputs[1])
    case is Select: return .select(inputs[0], inputs[1], inputs[2])
    case is Cast: return .convert(inputs[0])
    case let it as DropoutOperation: return .dropout(it.mask(types[0]), inputs[0], counter: inputs[1])
    default: return nil
    }
  }
}
