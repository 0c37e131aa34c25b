internal import KeratinKernels

/// Computes what depends on constants alone once, when the plan is made, on the plan's own backend: the same bits as in every step.
///
/// Losses leave such nodes behind: the gradient of a mean begins with 1 / n, broadcast.
struct FoldConstants: PlanPass {
  /// Larger results are computed in the arena, where others can have their memory later.
  private static let mostBytes = 1 << 16

  func run(_ program: inout Program) throws {
    for index in program.graph.nodes.indices {
      let node = program.graph.nodes[index]
      guard case .operation(let operation) = node.source, node.types.count == 1,
        node.types[0].byteCount <= FoldConstants.mostBytes
      else { continue }
      let operands = node.inputs.compactMap { input -> Tensor? in
        guard case .constant(let buffer) = program.graph.nodes[input.node].source else { return nil }
        return Tensor(buffer, program.graph.type(of: input))
      }
      guard operands.count == node.inputs.count else { continue }
      let result = try runAtOnce(operation, operands, node.types)[0]
      program.graph.nodes[index].source = .constant(try result.buffer())
      program.graph.nodes[index].inputs = []
    }
  }
}
