/// Computes what several nodes have in common once: nodes with the same operation and the same inputs become one.
///
/// Random operations are shared too where key and step are the same: then their bits are the same.
struct ShareRepeatedNodes: PlanPass {
  private struct Key: Hashable {
    let operation: AnyHashable
    let inputs: [Value]
  }

  func run(_ program: inout Program) {
    var known: [Key: Int] = [:]
    var newIndex: [Int] = []
    var graph = Graph()
    for var node in program.graph.nodes {
      node.inputs = node.inputs.map { Value(node: newIndex[$0.node], result: $0.result) }
      if case .operation(let operation) = node.source {
        let key = Key(operation: AnyHashable(operation), inputs: node.inputs)
        if let index = known[key] {
          newIndex.append(index)
          continue
        }
        known[key] = graph.nodes.count
      }
      newIndex.append(graph.nodes.count)
      graph.nodes.append(node)
    }
    program.replaceGraph(graph) { Value(node: newIndex[$0.node], result: $0.result) }
  }
}
