/// One result of one node of a graph.
public struct Value: Sendable, Hashable {
  /// The node's place in the graph.
  public let node: Int
  /// Which of its results.
  public let result: Int

  public init(node: Int, result: Int = 0) {
    self.node = node
    self.result = result
  }
}
