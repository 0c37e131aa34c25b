internal import KeratinKernels

/// Copies variables, inputs and constants that are read after the run or assigned as they are, so that what is committed or read
/// is always the result of an operation and no later write can reach it.
struct DetachAssignedLeaves: PlanPass {
  func run(_ program: inout Program) {
    var copies: [Value: Value] = [:]
    func detached(_ value: Value) -> Value {
      if let copy = copies[value] { return copy }
      var root = value
      while program.graph.nodes[root.node].isView { root = program.graph.nodes[root.node].inputs[0] }
      if case .operation = program.graph.nodes[root.node].source { return value }
      let type = program.graph.type(of: value)
      let node = Node(source: .operation(Copy()), inputs: [value], types: [type], layerPath: "")
      let copy = program.graph.append(node)[0]
      copies[value] = copy
      return copy
    }
    program.outputs = program.outputs.map(detached)
    program.logs = program.logs.map(detached)
    for index in program.assignments.indices {
      program.assignments[index].value = detached(program.assignments[index].value)
    }
  }
}
