internal import KeratinKernels

/// Hands gradients that are zeros but for a part on as that part, where their only reader knows them so: no zeros are filled in and read
/// again.
///
/// That of a table that is looked up goes to its Adam row by row, as the lookup has it; that of the last state of a recurrence without
/// those of the other steps.
struct KeepGradientsSparse: PlanPass {
  func run(_ program: inout Program) throws {
    let (readers, roots) = (program.readers, Set(program.roots.map(\.node)))
    /// True if nobody else reads what a node is given as operand `place`.
    func isOwn(_ place: Int, of node: Node) -> Bool {
      let origin = node.inputs[place].node
      return readers[origin].count == 1 && !roots.contains(origin)
    }
    for index in program.graph.nodes.indices {
      let node = program.graph.nodes[index]
      if let step = node.operation(AdamStep.self) {
        guard isOwn(1, of: node), let (_, gradient) = operand(1, of: node, as: GatherAdjoint.self, program)
        else { continue }
        program.graph.nodes[index].source = .operation(SparseAdamStep(step: step))
        program.graph.nodes[index].inputs = [node.inputs[0]] + gradient + node.inputs[2...]
      } else if var recurrence = node.operation(RecurrenceGradient.self) {
        let place = RecurrenceGradient.Inputs(recurrence.form, hasCellGradient: recurrence.hasCellGradient).dStates
        guard isOwn(place, of: node),
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
    return origin.operation(type).map { ($0, origin.inputs) }
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
