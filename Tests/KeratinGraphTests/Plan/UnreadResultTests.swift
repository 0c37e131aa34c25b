import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Results of recurrences that nobody reads.
@Suite struct UnreadResultTests {
  /// The types of the results of the only recurrence in a plan, and the plan's outputs.
  private func run(
    _ cell: RecurrentCell, on backend: TestBackend, _ outputs: (RecurrenceResult, [Tensor]) throws -> [Tensor]
  ) throws -> (types: [Int], outputs: [[Double]]) {
    let (batch, steps, units) = (3, 4, 18)
    let x = try random([batch, steps, cell.gates * units], "x", .float32)
    let u = try random([units, cell.gates * units], "u", .float32)
    let trace = Trace()
    let executor = try trace.run {
      let given = [trace.constant(x), trace.constant(u)]
      // An input, or everything would be known when the plan is made.
      let one = trace.input(TensorType([]))
      let state = Tensor.zeros([batch, units]) * one
      let result = recurrence(
        cell, projection: given[0] * one, kernel: given[1], initial: cell == .lstm ? [state, state] : [state])
      return Executor(
        try Plan(Program(trace, outputs: try outputs(result, given)), backend: backend.kernels))
    }
    executor.bind(input: 0, to: Buffer(copying: [1] as [Float]))
    #expect(try executor.run())
    let nodes = executor.plan.program.graph.nodes
    let node = try #require(nodes.first { $0.name == "recurrence" })
    return (
      node.types.map(\.count), try executor.plan.program.outputs.indices.map { try executor.output($0).doubles() }
    )
  }

  @Test(arguments: TestBackends.all, RecurrentCell.allCases)
  func areLeftOut(_ backend: TestBackend, _ cell: RecurrentCell) throws {
    let alone = try run(cell, on: backend) { result, _ in [result.states] }
    #expect(alone.types == [216] + (cell == .lstm ? [0] : []) + (cell == .simple ? [] : [0]))
    let both = try run(cell, on: backend) { result, _ in [result.states] + result.last }
    #expect(both.types == [216] + (cell == .lstm ? [216] : []) + (cell == .simple ? [] : [0]))
    #expect(alone.outputs[0] == both.outputs[0])
    let trained = try run(cell, on: backend) { result, given in
      [result.states] + (try gradient(of: result.states.sum(), with: given))
    }
    #expect(trained.types.allSatisfy { $0 > 0 })
    #expect(alone.outputs[0] == trained.outputs[0])
  }
}
