/// Drops every node on which no output, log, assignment or checked loss depends. Inputs stay, since they are given by number.
struct RemoveDeadNodes: PlanPass {
  func run(_ program: inout Program) {
    let nodes = program.graph.nodes
    var isLive = [Bool](repeating: false, count: nodes.count)
    for root in program.roots { isLive[root.node] = true }
    for index in nodes.indices.reversed() {
      if case .input = nodes[index].source { isLive[index] = true }
      if isLive[index] { for input in nodes[index].inputs { isLive[input.node] = true } }
    }
    var newIndex = [Int](repeating: 0, count: nodes.count)
    var graph = Graph()
    for index in nodes.indices where isLive[index] {
      newIndex[index] = graph.nodes.count
      var node = nodes[index]
      node.inputs = node.inputs.map { Value(node: newIndex[$0.node], result: $0.result) }
      graph.nodes.append(node)
    }
    program.replaceGraph(graph) { Value(node: newIndex[$0.node], result: $0.result) }
  }
}
