internal import KeratinKernels

/// An index that a table has no row for.
public struct OutsideIndex: Sendable {
  /// The index itself.
  public let index: Int
  /// How many rows the table has.
  public let rows: Int
  /// Where the index stands among the indices.
  public let place: [Int]

  /// The index that element `resultElement` of a node's result was taken for, if the node takes rows of a table and has none of that index.
  ///
  /// `indices` gives the address of an operand.
  init?(_ node: Node, _ graph: Graph, resultElement: Int, indices: (_ operand: Int) -> UnsafeMutableRawPointer) {
    guard case .operation(let operation) = node.source, operation is Gather else { return nil }
    let (table, type) = (graph.type(of: node.inputs[0]), graph.type(of: node.inputs[1]))
    var number = resultElement / max(1, table.shape.droppingFirst.count)
    let found = Int(indices(1).assumingMemoryBound(to: Int32.self)[number])
    guard !(0..<table.shape[0]).contains(found) else { return nil }
    var place: [Int] = []
    for extent in type.shape.dimensions.reversed() {
      place.insert(number % extent, at: 0)
      number /= extent
    }
    (index, rows, self.place) = (found, table.shape[0], place)
  }
}
