internal import KeratinKernels

/// Hands gradients that are zeros but for a part on as that part, where their only reader knows them so: no zeros are filled in and read
/// again.
///
/// That of a table that is looked up goes to its Adam row by row, as the lookup has it; that of the last state of a recurrence without
/// those of the other steps.
struct KeepGradientsSparse: PlanPass {
  func run(_ program: inout Program) throws {
    var uses = [Int](repeating: 0, count: program.graph.nodes.count)
    for node in program.graph.nodes { for input in node.inputs { uses[input.node] += 1 } }
    for root in program.roots { uses[root.node] += 1 }
    for index in program.graph.nodes.indices {
      let node = program.graph.nodes[index]
      guard case .operation(let operation) = node.source else { continue }
      if let step = operation as? AdamStep {
        guard uses[node.inputs[1].node] == 1, let (_, gradient) = operand(1, of: node, as: GatherAdjoint.self, program)
        else { continue }
        program.graph.nodes[index].source = .operation(SparseAdamStep(step: step))
        program.graph.nodes[index].inputs = [node.inputs[0]] + gradient + node.inputs[2...]
      } else if var recurrence = operation as? RecurrenceGradient {
        let place = RecurrenceGradient.Inputs(recurrence.form, hasCellGradient: recurrence.hasCellGradient).dStates
        guard uses[node.inputs[place].node] == 1,
          let (adjoint, gradient) = operand(place, of: node, as: SliceAdjoint.self, program),
          try adjoint.isOfLast(alongAxis: 1, program.graph.type(of: gradient[0]))
        else { continue }
        recurrence.isOfLastState = true
        program.graph.nodes[index].source = .operation(recurrence)
        program.graph.nodes[index].inputs[place] = gradient[0]
      }
    }
  }

  /// The operation that makes an operand, if it is an `Origin`, and what it makes it of.
  private func operand<Origin: Operation>(
    _ place: Int, of node: Node, as type: Origin.Type, _ program: Program
  ) -> (Origin, [Value])? {
    let origin = program.graph.nodes[node.inputs[place].node]
    guard case .operation(let operation) = origin.source, let operation = operation as? Origin else { return nil }
    return (operation, origin.inputs)
  }
}

extension SliceAdjoint {
  /// True if the slice took the last index along an axis and all of the others, and left the axis out.
  fileprivate func isOfLast(alongAxis axis: Int, _ slice: TensorType) throws -> Bool {
    guard axis < shape.rank, shape[axis] > 1, slice.shape.rank == shape.rank - 1 else { return false }
    let whole = [AxisSlice](repeating: .all, count: axis) + [.index(-1)]
    return try SliceLayout(slices, of: shape).copy == SliceLayout(whole, of: shape).copy
  }
}
