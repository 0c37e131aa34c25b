internal import KeratinKernels

/// Lets recurrences project their inputs themselves where nobody else reads the projection: it is the largest tensor of most recurrent models
/// and need not be written to memory and read back. The backend knows for which shapes that pays.
struct ProjectInRecurrence: PlanPass {
  func run(_ program: inout Program) throws {
    let (readers, roots) = (program.readers, Set(program.roots))
    for index in program.graph.nodes.indices {
      let node = program.graph.nodes[index]
      guard let recurrence = node.operation(RecurrenceOperation.self) else { continue }
      let projection = node.inputs[0]
      let dense = program.graph.nodes[projection.node]
      guard dense.operation(DenseOperation.self)?.activation == .linear, readers[projection.node] == [index],
        !roots.contains(projection), let type = node.types[0].elementType.floatingScalar
      else { continue }
      let inputs = program.graph.type(of: dense.inputs[0]).shape[-1]
      let descriptor = InputRecurrence(recurrence.form.descriptor(node.types[0].shape), inputs: inputs)
      guard Backends.current.gainsByProjecting(descriptor, type) else { continue }
      program.graph.nodes[index] = Node(
        source: .operation(InputRecurrenceOperation(recurrence: recurrence, hasInputBias: dense.inputs.count > 2)),
        inputs: dense.inputs + node.inputs.dropFirst(), types: node.types, layerPath: node.layerPath)
    }
  }
}
