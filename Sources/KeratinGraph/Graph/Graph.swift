/// What a trace recorded: nodes in the order they were made, so every node stands after its inputs.
public struct Graph: Sendable {
  public var nodes: [Node] = []

  public init() {}

  /// The type of a value.
  public func type(of value: Value) -> TensorType { nodes[value.node].types[value.result] }

  /// Appends a node and returns its results.
  public mutating func append(_ node: Node) -> [Value] {
    nodes.append(node)
    return node.types.indices.map { Value(node: nodes.count - 1, result: $0) }
  }
}

extension Graph: CustomStringConvertible {
  /// A line a node: `%3 = matmul(%0, %2) : float32[2, 3]`
  public var description: String {
    nodes.indices.map { index in
      let node = nodes[index]
      let inputs = node.inputs.map { "%\($0.node)" + ($0.result == 0 ? "" : ".\($0.result)") }
      let arguments = inputs.isEmpty ? "" : "(\(inputs.joined(separator: ", ")))"
      let types = node.types.map(\.description).joined(separator: ", ")
      return "%\(index) = \(node.name)\(arguments) : \(types)"
    }.joined(separator: "\n")
  }
}
