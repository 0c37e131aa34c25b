/// Lets recurrences leave out what nobody reads: without a gradient what is kept for it, and the cells.
struct LeaveOutUnreadResults: PlanPass {
  func run(_ program: inout Program) throws {
    var read = Set(program.roots)
    for node in program.graph.nodes { read.formUnion(node.inputs) }
    for index in program.graph.nodes.indices {
      guard var operation = program.graph.nodes[index].operation(RecurrenceOperation.self) else { continue }
      let form = operation.form
      operation.keepsCells = !form.hasCells || read.contains(Value(node: index, result: 1))
      operation.keepsSaved = !form.hasSaved || read.contains(Value(node: index, result: form.hasCells ? 2 : 1))
      program.graph.nodes[index].source = .operation(operation)
      program.graph.nodes[index].types = try operation.types(
        program.graph.nodes[index].inputs.map { program.graph.type(of: $0) })
    }
  }
}
