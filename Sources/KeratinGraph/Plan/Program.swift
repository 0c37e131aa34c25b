/// A trace ready to be planned: what must be computed, and what becomes of it.
public struct Program: Sendable {
  public var graph: Graph
  /// Values read after every run.
  public var outputs: [Value]
  /// Values read only where someone asked for them: metric results for logs.
  public var logs: [Value]
  /// What variables hold after the run.
  public var assignments: [Assignment]
  /// Losses that must be finite before any variable changes.
  public var checkedLosses: [Value]

  public struct Assignment: Sendable {
    public let variable: Variable
    public var value: Value
  }

  /// All that `trace` recorded, with the tensors that are to be read.
  public init(_ trace: Trace, outputs: [Tensor], logs: [Tensor] = []) throws {
    self.outputs = try outputs.map { try trace.value(of: $0) }
    self.logs = try logs.map { try trace.value(of: $0) }
    assignments = try trace.assignments.map { Assignment(variable: $0.variable, value: try trace.value(of: $0.value)) }
    checkedLosses = trace.checkedLosses
    graph = trace.graph
  }

  /// Values that are needed from outside the graph.
  var roots: [Value] { outputs + logs + assignments.map(\.value) + checkedLosses }

  /// Replaces the graph by one in which `map` gives each old value's new one.
  mutating func replaceGraph(_ newGraph: Graph, _ map: (Value) -> Value) {
    graph = newGraph
    outputs = outputs.map(map)
    logs = logs.map(map)
    checkedLosses = checkedLosses.map(map)
    for index in assignments.indices { assignments[index].value = map(assignments[index].value) }
  }
}
