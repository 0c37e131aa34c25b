import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Tables that are looked up and trained with Adam.
@Suite struct SparseGradientTests {
  /// A table, its moments and a counter, and a plan of one step that brings some of its rows near to ones.
  private struct Step {
    let variables: [Variable]
    let count: Variable
    let executor: Executor

    init(_ backend: TestBackend, amsgrad: Bool, readsGradient: Bool = false) throws {
      let table = try random([6, 5], "table", .float32)
      let moments = ["m", "v"] + (amsgrad ? ["largest"] : [])
      variables = [try Variable("table", table)] + (try moments.map { try Variable($0, Tensor.zeros([6, 5])) })
      count = try Variable("count", Tensor(0, elementType: .int32))
      let (variables, count) = (variables, count)
      let trace = Trace()
      executor = try trace.run {
        let w = variables[0].value
        let rows = w.gathering(trace.input(TensorType([2, 2], .int32)))
        let loss = square(rows - 1).sum()
        let dW = try gradient(of: loss, with: [w])[0]
        let step = adamStep(
          w, gradient: dW, learningRate: Tensor(0.1), iterations: count.value, m: variables[1].value,
          v: variables[2].value, largestV: amsgrad ? variables[3].value : nil)
        let results = [step.w, step.m, step.v] + (step.largestV.map { [$0] } ?? [])
        for (variable, value) in zip(variables, results) { try variable.assign(value) }
        try count.assign(count.value + 1)
        return Executor(
          try Plan(Program(trace, outputs: readsGradient ? [dW] : []), backend: backend.kernels))
      }
    }

    var names: [String] { executor.plan.instructions.map { executor.plan.program.graph.nodes[$0.node].name } }
  }

  /// Lookups of the steps, some rows twice.
  private let batches: [[Int32]] = [[0, 3, 3, 5], [3, 1, 0, 0], [2, 2, 2, 2]]

  @Test(arguments: TestBackends.all, [false, true])
  func adamTakesGradientsRowByRow(_ backend: TestBackend, _ amsgrad: Bool) throws {
    let step = try Step(backend, amsgrad: amsgrad)
    #expect(step.names.contains("sparseAdam") && !step.names.contains("gatherAdjoint"))
    #expect(step.executor.plan.commits.count == 1, "only the counter is copied")
    var state = try step.variables.map { try $0.value.scalars(as: Float.self) }
    for (round, batch) in batches.enumerated() {
      step.executor.bind(input: 0, to: Buffer(copying: batch))
      #expect(try step.executor.run())
      // The same with a gradient that has all rows.
      var gradient = [Float](repeating: 0, count: 30)
      for row in batch { for j in 0..<5 { gradient[Int(row) * 5 + j] += 2 * (state[0][Int(row) * 5 + j] - 1) } }
      state = try backend.adam(
        gradient: gradient, learningRate: 0.1, iterations: Int32(round),
        AdamUpdate(count: 30, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: amsgrad), w: state[0], m: state[1],
        v: state[2], largestV: amsgrad ? state[3] : [])
      for (variable, expected) in zip(step.variables, state) {
        try requireClose(
          try variable.value.scalars(as: Float.self), expected.map(\.asDouble),
          within: expected.map { 0x1p-21 * Swift.max(Double($0.magnitude), 1) })
      }
    }
  }

  @Test func aGradientThatIsReadIsMade() throws {
    let step = try Step(TestBackends.all[0], amsgrad: false, readsGradient: true)
    #expect(step.names.contains("adam") && step.names.contains("gatherAdjoint"))
    step.executor.bind(input: 0, to: Buffer(copying: batches[0]))
    #expect(try step.executor.run())
    #expect(try step.executor.output(0).doubles()[10..<15].allSatisfy { $0 == 0 })
  }

  /// Gradients of U and of the projected inputs for a loss of the last states, read as such or out of all of them.
  private func gradients(
    _ cell: RecurrentCell, on backend: TestBackend, of last: (Tensor) -> Tensor
  ) throws -> (names: [String], outputs: [[Double]]) {
    let (batch, steps, units) = (3, 4, 18)
    let x = try random([batch, steps, cell.gates * units], "x", .float32)
    let u = try random([units, cell.gates * units], "u", .float32)
    let trace = Trace()
    let executor = try trace.run {
      // An input, or everything would be known when the plan is made.
      let one = trace.input(TensorType([]))
      let given = [trace.constant(x) * one, trace.constant(u) * one]
      let state = Tensor.zeros([batch, units]) * one
      let result = recurrence(
        cell, projection: given[0], kernel: given[1], initial: cell == .lstm ? [state, state] : [state])
      let loss = square(last(result.states)).sum()
      return Executor(
        try Plan(Program(trace, outputs: try gradient(of: loss, with: given)), backend: backend.kernels))
    }
    executor.bind(input: 0, to: Buffer(copying: [1] as [Float]))
    #expect(try executor.run())
    let graph = executor.plan.program.graph
    return (
      executor.plan.instructions.map { graph.nodes[$0.node].name },
      try (0..<2).map { try executor.output($0).doubles() }
    )
  }

  @Test(arguments: TestBackends.all, RecurrentCell.allCases)
  func theLastStatesGradientStandsAlone(_ backend: TestBackend, _ cell: RecurrentCell) throws {
    let alone = try gradients(cell, on: backend) { $0[.all, -1] }
    #expect(!alone.names.contains("sliceAdjoint"))
    // Through an index that says the same of all steps but keeps the axis.
    let among = try gradients(cell, on: backend) { $0[.all, 3..<4] }
    #expect(among.names.contains("sliceAdjoint"))
    #expect(alone.outputs == among.outputs)
    // Another step is not the last.
    let middle = try gradients(cell, on: backend) { $0[.all, 1] }
    #expect(middle.names.contains("sliceAdjoint"))
    #expect(middle.outputs != alone.outputs)
  }
}
