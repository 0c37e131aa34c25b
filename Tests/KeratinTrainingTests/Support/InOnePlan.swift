import KeratinGraph
import KeratinTestSupport
import Testing

/// Runs what `step` does to variables as a plan, once.
func inOnePlan(_ backend: TestBackend, _ inputs: [Tensor], _ step: ([Tensor]) throws -> Void) throws {
  let trace = Trace()
  let program = try trace.run {
    try step(inputs.map { trace.input($0.type) })
    return try Program(trace, outputs: [])
  }
  let executor = Executor(try Plan(program, backend: backend.kernels))
  for (index, input) in inputs.enumerated() { executor.bind(input: index, to: try input.buffer()) }
  #expect(try executor.run())
}
