extension Program {
  /// Which nodes read each node's results, one that reads several or one of them twice as often.
  var readers: [[Int]] {
    var readers = [[Int]](repeating: [], count: graph.nodes.count)
    for index in graph.nodes.indices { for input in graph.nodes[index].inputs { readers[input.node].append(index) } }
    return readers
  }

  /// Lets everybody who reads a value of `replacements` read its replacement, and sorts the nodes, which may now stand before what they read.
  mutating func replace(_ replacements: [Value: Value]) {
    if replacements.isEmpty { return }
    func new(_ value: Value) -> Value { replacements[value] ?? value }
    for index in graph.nodes.indices { graph.nodes[index].inputs = graph.nodes[index].inputs.map(new) }
    replaceGraph(graph, new)
    sort()
  }

  /// Puts every node after those that it reads, as near to the old order as that allows.
  mutating func sort() {
    var order: [Int] = []
    var newIndex = [Int?](repeating: nil, count: graph.nodes.count)
    var isBegun = [Bool](repeating: false, count: graph.nodes.count)
    var stack: [Int] = []
    for index in graph.nodes.indices {
      stack.append(index)
      while let next = stack.last {
        let missing = newIndex[next] == nil ? graph.nodes[next].inputs.filter { newIndex[$0.node] == nil } : []
        if missing.isEmpty {
          stack.removeLast()
          guard newIndex[next] == nil else { continue }
          newIndex[next] = order.count
          order.append(next)
        } else {
          precondition(!isBegun[next], "a pass has made '\(graph.nodes[next].name)' need its own result")
          isBegun[next] = true
          stack += missing.reversed().map(\.node)
        }
      }
    }
    func new(_ value: Value) -> Value { Value(node: newIndex[value.node]!, result: value.result) }
    var sorted = Graph()
    for index in order {
      var node = graph.nodes[index]
      node.inputs = node.inputs.map(new)
      sorted.nodes.append(node)
    }
    replaceGraph(sorted, new)
  }
}
