/// Lets elementwise operations read what was broadcast for them where it lies: kernels broadcast their operands themselves.
struct ReadBroadcastsInPlace: PlanPass {
  func run(_ program: inout Program) throws {
    for index in program.graph.nodes.indices {
      let node = program.graph.nodes[index]
      guard case .operation(let operation) = node.source,
        operation is Binary || operation is Compare || operation is Select
      else { continue }
      for (place, input) in node.inputs.enumerated() {
        guard program.graph.nodes[input.node].operation(BroadcastTo.self) != nil else { continue }
        var inputs = program.graph.nodes[index].inputs
        inputs[place] = program.graph.nodes[input.node].inputs[0]
        // Somebody else must still have the whole shape.
        guard try operation.types(inputs.map { program.graph.type(of: $0) }) == node.types else { continue }
        program.graph.nodes[index].inputs = inputs
      }
    }
  }
}
